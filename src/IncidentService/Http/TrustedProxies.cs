using Microsoft.AspNetCore.HttpOverrides;

namespace IncidentService.Http;

/// <summary>
/// Takes the caller's address and scheme from X-Forwarded-For and X-Forwarded-Proto, if the request comes from a proxy that configuration
/// trusts. Without one, all callers behind a proxy count as one address.
/// </summary>
internal static class TrustedProxies
{
    private const string Setting = "Proxies:Trusted";

    public static void UseTrustedProxies(this WebApplication app)
    {
        if (app.Configuration.GetSection(Setting).Get<string[]>() is not { Length: > 0 } networks) return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // every proxy on the way is trusted, or the first that is not is the caller
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks) options.KnownIPNetworks.Add(Parse(network));
        app.UseForwardedHeaders(options);
    }

    /// <exception cref="InvalidOperationException">The setting is not a network.</exception>
    private static System.Net.IPNetwork Parse(string text) => System.Net.IPNetwork.TryParse(text, out var network)
        ? network
        : throw new InvalidOperationException($"{Setting} has {text}; it must be a network such as 10.0.0.0/8 or 10.1.2.3/32.");
}
