using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace IncidentService.Http.Addresses;

/// <summary>
/// Takes the caller's address, scheme and host from X-Forwarded-For, -Proto and -Host, but only if a configured proxy sends them. Without
/// configuration they are ignored: anybody could send them.
/// </summary>
internal static class TrustedProxies
{
    private const string Setting = "Proxies:Trusted";

    public static void UseTrustedProxies(this WebApplication app)
    {
        if (app.Configuration.GetSection(Setting).Get<string[]>() is not { Length: > 0 } proxies) return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null, // as many as there are configured proxies in a row
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies) options.KnownIPNetworks.Add(Parse(proxy));
        app.UseForwardedHeaders(options);
    }

    private static IPNetwork Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new InvalidOperationException($"{Setting} lists {text}; it must be an address or a network such as 10.1.0.0/16.");
    }
}
