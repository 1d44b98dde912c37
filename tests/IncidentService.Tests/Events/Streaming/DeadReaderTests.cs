using System.Collections.Concurrent;
using System.Net.Sockets;
using IncidentService.Events.Streaming;
using IncidentService.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.Events.Streaming;

public sealed class DeadReaderTests
{
    /// <summary>
    /// A connection without acknowledgements needs rights to change the network, so the test reads the socket's option instead.
    /// </summary>
    [Fact]
    public async Task The_connection_of_a_stream_is_closed_if_its_reader_acknowledges_nothing_for_three_heartbeats()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux can be asked to give up a connection on which nothing is acknowledged.");
        var sockets = new Sockets();
        await using var service = await RunningService.Start(services: services => services.AddSingleton<IStartupFilter>(sockets));
        using var desk = await service.Client("email");

        using var reader = await EventReader.Open(service.Address, desk.Key);

        var answer = new byte[sizeof(int)];
        Assert.Single(sockets.Seen).GetRawSocketOption(DeadReaders.Tcp, DeadReaders.UserTimeout, answer);
        Assert.Equal(3 * EventStream.Heartbeat, TimeSpan.FromMilliseconds(BitConverter.ToInt32(answer)));
    }

    /// <summary>The service's end of each request's connection.</summary>
    private sealed class Sockets : IStartupFilter
    {
        public ConcurrentBag<Socket> Seen { get; } = [];

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, after) =>
            {
                Seen.Add(http.Features.Get<IConnectionSocketFeature>()!.Socket);
                return after(http);
            });
            next(app);
        };
    }
}
