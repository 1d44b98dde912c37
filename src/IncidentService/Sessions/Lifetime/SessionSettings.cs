using IncidentService.Common.Settings;

namespace IncidentService.Sessions.Lifetime;

/// <summary>How long a session lasts without a request, and at most.</summary>
internal sealed record SessionSettings(TimeSpan Idle, TimeSpan Lifetime)
{
    private const int MostMinutes = 24 * 60;
    private const int MostHours = 24 * 7;

    public static SessionSettings From(IConfiguration configuration) => new(
        TimeSpan.FromMinutes(Count(configuration, "Sessions:IdleMinutes", 30, MostMinutes)),
        TimeSpan.FromHours(Count(configuration, "Sessions:Hours", 12, MostHours)));

    private static int Count(IConfiguration configuration, string setting, int byDefault, int most) =>
        WholeNumber.Parse(setting, configuration[setting], byDefault, (1, most));
}
