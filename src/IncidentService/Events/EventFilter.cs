using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Timeline;

namespace IncidentService.Events;

/// <summary>Selects events by type and by channel. An empty list of types selects all types, and no channel selects all channels.</summary>
internal sealed record EventFilter(IReadOnlyList<string> Types, string? Channel)
{
    public static readonly EventFilter None = new([], null);

    /// <summary>Identifies the filter in cursors.</summary>
    public string CursorScope => $"events\n{string.Join(' ', Types)}\n{Channel}";

    /// <summary>Parses types separated by commas, named as in the timeline or as in CloudEvents.</summary>
    public static EventFilter Parse(string? types, string? channel, ValidationErrors errors) =>
        Parse(string.IsNullOrEmpty(types) ? [] : types.Split(','), channel, errors);

    public static EventFilter Parse(IReadOnlyList<string> types, string? channel, ValidationErrors errors) => new(
        [.. types.Select(type => ParseType(type, errors)).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
        errors.ParseOneOf("channel", channel, Channels.All));

    private static string? ParseType(string? given, ValidationErrors errors)
    {
        var type = given?.Trim() ?? "";
        if (type.StartsWith(CloudEvent.TypePrefix, StringComparison.Ordinal)) type = type[CloudEvent.TypePrefix.Length..];
        return errors.ParseOneOf("types", type, EventTypes.All);
    }
}
