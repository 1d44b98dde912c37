using System.Net;
using System.Net.Sockets;

namespace IncidentService.Http.Addresses;

/// <summary>The network address that a limit counts against.</summary>
internal static class CallerAddress
{
    private const int NetworkBytes = 8;

    /// <summary>One network of IPv6 (/64) counts as one address, because its owner has all of its addresses.</summary>
    public static IPAddress Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
