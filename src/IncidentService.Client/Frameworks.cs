// All differences between the target frameworks. Packages provide everything else that netstandard2.0 lacks.
#if NET
global using Day = System.DateOnly;
using System.Runtime.CompilerServices;

// The netstandard2.0 build of this library defines the type itself. Libraries built against that build look for it here: without the
// forward, every init setter would be a missing method.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]
#else
global using Day = System.DateTime;
#endif

namespace IncidentService.Client;

#if NET
public sealed partial class IncidentClient
{
    /// <summary>
    /// Redirects are not followed, because they would send the key to another server. Connections are renewed, because addresses change.
    /// </summary>
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
    /// <summary>
    /// Redirects are not followed, because they would send the key to another server. The default of .NET Framework is two connections.
    /// </summary>
    internal static HttpMessageHandler Handler() =>
        new HttpClientHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = int.MaxValue };
}
#endif
