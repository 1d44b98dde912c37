using System.Globalization;

namespace IncidentService.Sessions.Lifetime;

/// <summary>How long a session lasts without a request, and at most.</summary>
internal sealed record SessionSettings(TimeSpan Idle, TimeSpan Lifetime)
{
    private const int MostMinutes = 24 * 60;
    private const int MostHours = 24 * 7;

    public static SessionSettings From(IConfiguration configuration) => new(
        TimeSpan.FromMinutes(Count(configuration, "Sessions:IdleMinutes", 30, MostMinutes)),
        TimeSpan.FromHours(Count(configuration, "Sessions:Hours", 12, MostHours)));

    private static int Count(IConfiguration configuration, string setting, int byDefault, int most)
    {
        if (configuration[setting] is not { } text) return byDefault;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= most
            ? count
            : throw new InvalidOperationException($"{setting} is \"{text}\"; it must be a whole number from 1 to {most}.");
    }
}
