using System.Net;
using System.Net.Sockets;

namespace IncidentService.Http.Addresses;

/// <summary>The network address of a caller: whole, and as limits count it.</summary>
internal static class CallerAddress
{
    private const int NetworkBytes = 8;

    /// <summary>One network of IPv6 (/64) counts as one address, because its owner has all of its addresses.</summary>
    public static IPAddress From(HttpContext http)
    {
        var address = Exact(http);
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    public static IPAddress Exact(HttpContext http) => Unmapped(http.Connection.RemoteIpAddress ?? IPAddress.None);

    /// <summary>An address of IPv4, also if it came in the form of IPv6.</summary>
    public static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
