using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace IncidentService.Events.Streaming;

/// <summary>
/// Closes the connections of dead readers. A reader whose machine or network fails never reports it. TCP would retry for 15 minutes, and
/// its streams would count for its key all that time, so that it could not reconnect.
/// </summary>
internal static class DeadReaders
{
    public const int Tcp = 6; // IPPROTO_TCP
    public const int UserTimeout = 18; // TCP_USER_TIMEOUT, in milliseconds: how long sent data may stay unacknowledged

    /// <summary>Closes the connection after it has acknowledged nothing for this long. Only Linux supports this.</summary>
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
            // The reader is gone already, which the stream detects itself.
        }
    }
}
