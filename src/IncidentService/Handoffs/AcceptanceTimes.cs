using System.Globalization;
using IncidentService.Common;

namespace IncidentService.Handoffs;

/// <summary>How long each channel has to accept what is handed to it, as configured. A channel that is not named, or has 0, has no limit.</summary>
internal sealed class AcceptanceTimes
{
    public const string Setting = "Handoffs:MinutesToAccept";
    private const int Most = 366 * 24 * 60;
    private readonly Dictionary<string, TimeSpan> limits = [];

    private AcceptanceTimes() { }

    /// <summary>Reads channels and their minutes.</summary>
    /// <exception cref="InvalidOperationException">There is no such channel, or these are no minutes.</exception>
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

    /// <summary>By when this channel should accept what it is handed now; null where it has no limit.</summary>
    public Instant? DueAt(string channel, Instant now) => limits.TryGetValue(channel, out var limit) ? now.Plus(limit) : null;
}
