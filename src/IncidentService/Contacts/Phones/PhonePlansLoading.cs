using IncidentService.Changes;

namespace IncidentService.Contacts.Phones;

/// <summary>
/// Loads the numbering plans a second after the start, rather than for the first caller who gives a phone number. At the start itself
/// the first readiness checks would wait for it where there are few processors.
/// </summary>
internal sealed class PhonePlansLoading(ServiceSettings settings, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Reads a number with its country, and one that may be a short code.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Pause, clock, stoppingToken);
        foreach (var number in new[] { "+1 212 555 0123", "50177" }) settings.Phones.Parse(number);
    }
}
