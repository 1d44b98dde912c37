using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Timeline;

namespace IncidentService.Events;

/// <summary>Which events somebody wants to hear of: those of some types, where any are named, and those from one channel, where one is.</summary>
internal sealed record EventFilter(IReadOnlyList<string> Types, string? Channel)
{
    public static readonly EventFilter None = new([], null);

    /// <summary>What a cursor is bound to.</summary>
    public string Mark => $"events\n{string.Join(' ', Types)}\n{Channel}";

    /// <summary>Types separated by commas, as the timeline names them or as their CloudEvents do.</summary>
    public static EventFilter Read(string? types, string? channel, Faults faults) =>
        Read(string.IsNullOrEmpty(types) ? [] : types.Split(','), channel, faults);

    public static EventFilter Read(IReadOnlyList<string> types, string? channel, Faults faults) => new(
        [.. types.Select(type => ReadType(type, faults)).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
        faults.OneOf("channel", channel, Channels.All));

    private static string? ReadType(string? given, Faults faults)
    {
        var type = given?.Trim() ?? "";
        if (type.StartsWith(CloudEvent.TypePrefix, StringComparison.Ordinal)) type = type[CloudEvent.TypePrefix.Length..];
        return faults.OneOf("types", type, EventTypes.All);
    }
}
