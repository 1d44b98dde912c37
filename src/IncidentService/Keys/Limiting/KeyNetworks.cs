using System.Net;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Addresses;

namespace IncidentService.Keys.Limiting;

/// <summary>The addresses and networks that a key may be used from.</summary>
internal static class KeyNetworks
{
    /// <summary>The networks in their stored form; null if any address may use the key.</summary>
    public static string? Parse(string field, IReadOnlyList<string>? given, ValidationErrors errors)
    {
        if (given is not { Count: > 0 }) return null;
        if (given.Count > Limits.References) errors.Add(field, $"must have at most {Limits.References} items");
        var networks = given.Take(Limits.References).Select(text => TryParse(text)).ToList();
        if (networks.Contains(null)) errors.Add(field, "must be addresses or networks such as 203.0.113.7, 10.1.0.0/16 or 2001:db8::/32");
        return string.Join(' ', networks.OfType<IPNetwork>().Distinct());
    }

    /// <summary>A problem if the request comes from an address that the key does not list.</summary>
    public static Problem? Refuse(ApiKey key, HttpContext http)
    {
        if (key.Networks is not { } networks) return null;
        var address = CallerAddress.Exact(http);
        return ApiKey.List(networks).Any(network => IPNetwork.Parse(network).Contains(address))
            ? null
            : Problem.From(Problems.AddressNotAllowed);
    }

    private static IPNetwork? TryParse(string? text)
    {
        if (text is not null && IPNetwork.TryParse(text, out var network)) return IsFirst(text, network) ? network : null;
        return IPAddress.TryParse(text, out var address) && CallerAddress.Unmapped(address) is var single
            ? new IPNetwork(single, single.GetAddressBytes().Length * 8)
            : null;
    }

    /// <summary>Whether the network is given by its first address: 10.1.0.1/16 may be a slip for 10.1.0.1.</summary>
    private static bool IsFirst(string text, IPNetwork network) =>
        IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/', StringComparison.Ordinal)), out var first) && first.Equals(network.BaseAddress);
}
