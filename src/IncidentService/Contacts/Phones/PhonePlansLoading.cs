using IncidentService.Changes;

namespace IncidentService.Contacts.Phones;

/// <summary>Loads the numbering plans after the start, so that neither the start nor the first caller waits for them.</summary>
internal sealed class PhonePlansLoading(ServiceSettings settings, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Task.Run(Load, CancellationToken.None));
        return Task.CompletedTask;
    }

    /// <summary>Reads a number with its country, and one that may be a short code.</summary>
    private void Load()
    {
        foreach (var number in new[] { "+1 212 555 0123", "50177" }) settings.Phones.Parse(number);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
