using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace IncidentService.Events;

/// <summary>
/// A reader whose machine or network is gone never says so. TCP would send to it for a quarter of an hour, and its streams would count against its
/// key all that time, so that it could not come back.
/// </summary>
internal static class DeadReaders
{
    public const int Tcp = 6; // IPPROTO_TCP
    public const int UserTimeout = 18; // TCP_USER_TIMEOUT, in milliseconds: how long sent data may stay unacknowledged

    /// <summary>Closes the connection once it has acknowledged nothing for so long. Only Linux can be asked to.</summary>
    public static void GiveUp(HttpContext http, TimeSpan after)
    {
        if (!OperatingSystem.IsLinux() || http.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket) return;
        if (socket.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)) return;
        try
        {
            socket.SetRawSocketOption(Tcp, UserTimeout, BitConverter.GetBytes((int)after.TotalMilliseconds));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The reader has gone already, which the stream notices by itself.
        }
    }
}
