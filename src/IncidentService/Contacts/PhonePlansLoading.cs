using IncidentService.Hosting;

namespace IncidentService.Contacts;

/// <summary>Loads the numbering plans once the service answers, so that neither the start nor the first caller waits for them.</summary>
internal sealed class PhonePlansLoading(Rulebook rules, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Task.Run(() => rules.Phones.Normalise("+1 212 555 0123"), CancellationToken.None));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
