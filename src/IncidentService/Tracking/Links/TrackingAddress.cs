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
    public const string Setting = "Tracking:BaseUrl";
    private const string ThisMachine = "localhost";
    private static readonly string[] EveryHost = ["//*", "//+", "//0.0.0.0", "//[::]"];

    /// <summary>The token follows #, so that no server and no log ever receives it.</summary>
    public string Format(IncidentNumber number, string token) => $"{BaseUrl()}/t/{number}#{token}";

    /// <exception cref="InvalidOperationException">The setting is not an address.</exception>
    public static string? Parse(IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && address is { Query: "", Fragment: "", UserInfo: "" }
            ? text.TrimEnd('/')
            : throw new InvalidOperationException($"{Setting} is {text}; it must be an address such as https://incidents.example.com.");
    }

    private string BaseUrl()
    {
        if (settings.TrackingBaseUrl is { } configured) return configured;
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://" + ThisMachine;
        foreach (var every in EveryHost) listening = listening.Replace(every, "//" + ThisMachine, StringComparison.Ordinal);
        return listening.TrimEnd('/');
    }
}
