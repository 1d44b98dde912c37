using IncidentNumbers;
using IncidentService.Changes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace IncidentService.Tracking.Links;

/// <summary>
/// Builds the addresses of personal links: below the configured one, or below the first address that the service listens on. The Host
/// header of a request is never used, because whoever sends the request chooses it.
/// </summary>
internal sealed class TrackingAddress(ServiceSettings settings, IServer server)
{
    private const string ThisMachine = "localhost";
    private static readonly string[] EveryHost = ["//*", "//+", "//0.0.0.0", "//[::]"];

    /// <summary>The token follows #, so that no server and no log ever receives it.</summary>
    public string Format(IncidentNumber number, string token) => $"{BaseUrl()}/t/{number}#{token}";

    private string BaseUrl()
    {
        if (settings.TrackingBaseUrl is { } configured) return configured;
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://" + ThisMachine;
        foreach (var every in EveryHost) listening = listening.Replace(every, "//" + ThisMachine, StringComparison.Ordinal);
        return listening.TrimEnd('/');
    }
}
