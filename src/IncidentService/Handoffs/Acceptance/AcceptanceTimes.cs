using System.Globalization;
using IncidentService.Common;

namespace IncidentService.Handoffs.Acceptance;

/// <summary>
/// The configured time in which each channel has to accept a hand-off. A channel that is not configured, or has 0, has no limit.
/// </summary>
internal sealed class AcceptanceTimes
{
    public const string Setting = "Handoffs:MinutesToAccept";
    private const int Most = 366 * 24 * 60;
    private readonly Dictionary<string, TimeSpan> limits = [];

    private AcceptanceTimes() { }

    /// <summary>Parses channels and their minutes.</summary>
    /// <exception cref="InvalidOperationException">The channel does not exist, or the minutes are invalid.</exception>
    public static AcceptanceTimes From(IEnumerable<(string Channel, string? Minutes)> settings)
    {
        var times = new AcceptanceTimes();
        foreach (var (name, given) in settings)
        {
            var channel = Channels.All.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new InvalidOperationException($"{Setting}:{name} names no channel. There are {string.Join(", ", Channels.All)}.");
            if (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes > Most)
                throw new InvalidOperationException($"{Setting}:{name} is {given}; it must be whole minutes from 0 (no limit) to {Most}.");
            if (minutes > 0) times.limits[channel] = TimeSpan.FromMinutes(minutes);
        }
        return times;
    }

    /// <summary>When this channel should have accepted a hand-off that is created now; null if it has no limit.</summary>
    public Instant? DueAt(string channel, Instant now) => limits.TryGetValue(channel, out var limit) ? now.Plus(limit) : null;
}
