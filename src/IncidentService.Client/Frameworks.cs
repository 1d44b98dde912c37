// All that differs between the frameworks. What else netstandard2.0 lacks comes from packages.
#if NET
global using Day = System.DateOnly;
using System.Runtime.CompilerServices;

// A library for netstandard2.0 looks for it here, where that build had to bring its own: without it every init setter is a missing method.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]
#else
global using Day = System.DateTime;
#endif

namespace IncidentService.Client;

#if NET
public sealed partial class IncidentClient
{
    /// <summary>Redirects are not followed, for they would carry the key elsewhere; connections are renewed, for addresses change.</summary>
    internal static HttpMessageHandler Handler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    };
}

internal sealed partial class CompleteEventStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ReadWhole(buffer, cancellationToken);
}
#else
public sealed partial class IncidentClient
{
    /// <summary>Redirects are not followed, for they would carry the key elsewhere. .NET Framework allows two connections otherwise.</summary>
    internal static HttpMessageHandler Handler() => new HttpClientHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = int.MaxValue };
}
#endif
