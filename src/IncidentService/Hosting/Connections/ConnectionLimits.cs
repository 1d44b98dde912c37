using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace IncidentService.Hosting.Connections;

internal static class ConnectionLimits
{
    /// <summary>Limits the connections of callers to what the limit of open files allows.</summary>
    public static void LimitConnections(this KestrelServerOptions kestrel)
    {
        if (OpenFiles.MostConnections is not { } most) return;
        kestrel.Limits.MaxConcurrentConnections = most;
        var services = kestrel.ApplicationServices;
        var limit = ActivatorUtilities.CreateInstance<ConnectionLimit>(services, most - ConnectionLimit.MostRefusals);
        kestrel.ConfigureEndpointDefaults(listen => listen.Use(limit.Guard));
    }
}
