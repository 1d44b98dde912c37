using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace IncidentService.Hosting.Connections;

internal static class ConnectionLimits
{
    /// <summary>Connections that Kestrel has accepted beyond its limit, and closes without a word: some of the reserved files.</summary>
    private const int MostToClose = 32;

    /// <summary>Limits the connections of callers to what the limit of open files allows.</summary>
    public static void LimitConnections(this KestrelServerOptions kestrel)
    {
        if (OpenFiles.MostConnections is not { } most) return;
        kestrel.Limits.MaxConcurrentConnections = most;
        var services = kestrel.ApplicationServices;
        var limit = ActivatorUtilities.CreateInstance<ConnectionLimit>(services, most - ConnectionLimit.MostRefusals);
        kestrel.ConfigureEndpointDefaults(listen => listen.Use(limit.Guard));
    }

    /// <summary>Has Kestrel accept no more connections than that.</summary>
    public static void AddBoundedListeners(this IServiceCollection services)
    {
        if (OpenFiles.MostConnections is { } most)
            services.AddSingleton<IConnectionListenerFactory>(provider => new BoundedListeners(
                ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), most + MostToClose));
    }
}
