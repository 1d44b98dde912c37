using IncidentService.Common;
using IncidentService.Timeline;

namespace IncidentService.Events;

/// <summary>Which events somebody wants to hear of: those of some types, where any are named, and those from one channel, where one is.</summary>
internal sealed record EventFilter(IReadOnlyList<string> Types, string? Channel)
{
    public static readonly EventFilter None = new([], null);

    /// <summary>What a cursor is bound to.</summary>
    public string Mark => $"events\n{string.Join(' ', Types)}\n{Channel}";

    /// <summary>Types separated by commas, as the timeline names them or as their CloudEvents do.</summary>
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
