using System.Net;
using System.Net.Sockets;
using IncidentService.Common.Outcomes;

namespace IncidentService.Keys.Limiting;

/// <summary>
/// Slows an address that sends wrong keys. While it waits, no key of it is checked: otherwise the next guess would still be answered. One
/// network of IPv6 (/64) counts as one address, because its owner has all of its addresses.
/// </summary>
internal sealed class WrongKeyLimit(IConfiguration configuration, TimeProvider clock)
{
    private const int NetworkBytes = 8;
    private readonly int perMinute = configuration.GetValue("Limits:WrongKeysPerMinute", 20);
    private readonly TokenBuckets<IPAddress> buckets =
        new(Math.Max(1, configuration.GetValue("Limits:WrongKeysPerMinute", 20)), clock);

    /// <summary>Null while the address may try another key.</summary>
    public Problem? Check(HttpContext http) =>
        perMinute > 0 && buckets.Find(AddressOf(http)) is < 1 and var left
            ? Problem.From(Problems.TooManyWrongKeys) with { RetryAfter = buckets.WaitSeconds(left) }
            : null;

    public void Count(HttpContext http)
    {
        if (perMinute > 0) buckets.Take(AddressOf(http), 1);
    }

    private static IPAddress AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
