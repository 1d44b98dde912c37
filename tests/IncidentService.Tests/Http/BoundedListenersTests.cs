using System.Net;
using System.Net.Sockets;
using IncidentService.Hosting.Connections;
using IncidentService.Tests.Infrastructure;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IncidentService.Tests.Http;

/// <summary>A listener that lets no more connections be open than it may.</summary>
public sealed class BoundedListenersTests : IAsyncLifetime
{
    private const int Most = 3;
    private readonly List<Socket> callers = [];
    private BoundedListeners listeners = null!;
    private IConnectionListener listener = null!;

    public async ValueTask InitializeAsync()
    {
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        listeners = new BoundedListeners(sockets, Most);
        listener = await listeners.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var caller in callers) caller.Dispose();
        await listener.UnbindAsync();
        await listener.DisposeAsync();
        listeners.Dispose();
    }

    [Fact]
    public async Task The_next_connection_is_accepted_once_another_one_is_gone()
    {
        for (var call = 0; call < Most + 2; call++) await Call();
        var open = new List<ConnectionContext>();
        while (open.Count < Most) open.Add((await listener.AcceptAsync())!);

        var next = listener.AcceptAsync().AsTask();

        Assert.False(next.IsCompleted); // the call itself has taken the place if there was one
        open[1].Abort();
        await open[1].DisposeAsync();
        await open[1].DisposeAsync(); // gives its place back once
        open.Add((await next.WaitAsync(Eventually.Timeout))!);
        Assert.False(listener.AcceptAsync().AsTask().IsCompleted);
        foreach (var connection in open) await connection.DisposeAsync();
    }

    [Fact]
    public async Task Waiting_ends_when_the_listener_is_unbound()
    {
        for (var call = 0; call < Most; call++)
        {
            await Call();
            Assert.NotNull(await listener.AcceptAsync());
        }
        var next = listener.AcceptAsync().AsTask();

        await listener.UnbindAsync();

        Assert.Null(await next.WaitAsync(Eventually.Timeout));
    }

    private async Task Call()
    {
        var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        callers.Add(caller);
        await caller.ConnectAsync(listener.EndPoint);
    }
}
