using IncidentService.Client;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Client;

internal static class Sdk
{
    /// <summary>A client of this service, with a fresh key for this channel.</summary>
    public static async Task<IncidentClient> SdkClient(this RunningService service, string channel, params string[] scopes) =>
        new(Options(service.Address, await service.Key(channel, scopes.Length > 0 ? scopes : ["read", "write"])));

    /// <summary>Options with short waits between attempts and long timeouts.</summary>
    public static IncidentClientOptions Options(Uri address, string key) => new()
    {
        Address = address,
        Key = key,
        RetryDelay = TimeSpan.FromMilliseconds(5),
        AttemptTimeout = Eventually.Timeout * 4, // an attempt that is slow on a busy machine must not count twice
        TotalTimeout = Eventually.Timeout * 8,
    };
}
