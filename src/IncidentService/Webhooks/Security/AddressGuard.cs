using System.Net;
using System.Net.Sockets;
using IncidentService.Webhooks.Settings;

namespace IncidentService.Webhooks.Security;

/// <summary>Resolves the addresses of a host. Tests replace it.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellation);

/// <summary>None of the host's addresses may be called.</summary>
internal sealed class AddressRefusedException() : Exception("The address must not be called");

/// <summary>
/// Keeps outgoing requests out of networks that are not public: this machine, the private networks around it, and services there that
/// answer anybody. It checks the address that is actually connected to, whatever the name resolved to before.
/// </summary>
internal sealed class AddressGuard(WebhookSettings settings, ResolveHost resolve)
{
    private static readonly IPNetwork[] Refused4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32"); // Azure's own service on each of its virtual machines

    /// <summary>Refused networks within the public range: tunnels that may lead anywhere, and documentation addresses.</summary>
    private static readonly IPNetwork[] Refused6 = Networks("2001::/23", "2001:db8::/32", "3fff::/20");

    private static readonly IPNetwork World6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (settings.AllowedNetworks.Any(network => network.Contains(plain))) return true;
        if (plain.AddressFamily == AddressFamily.InterNetwork) return !Refused4.Any(network => network.Contains(plain));
        var bytes = plain.GetAddressBytes();
        if (SixToFour.Contains(plain)) return Allows(new IPAddress(bytes.AsSpan(2, 4)));
        if (Nat64.Contains(plain)) return Allows(new IPAddress(bytes.AsSpan(12, 4)));
        return World6.Contains(plain) && !Refused6.Any(network => network.Contains(plain));
    }

    /// <exception cref="AddressRefusedException">None of the host's addresses may be called.</exception>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var found = await resolve(context.DnsEndPoint.Host, cancellation);
        var allowed = found.Where(Allows).ToArray();
        if (allowed.Length == 0 && found.Length > 0) throw new AddressRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(text => IPNetwork.Parse(text))];
}
