using System.Net;
using System.Net.Sockets;
using IncidentService.Hosting;
using IncidentService.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Http;

/// <summary>Readiness probes are answered in time even if the register does not respond.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task A_database_that_accepts_connections_but_never_answers_is_reported_not_ready_in_time()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start(); // connections are established without being accepted
        var clock = new TestClock();
        await using var app = ServiceHost.Build(
            [],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["Urls"] = "http://127.0.0.1:0", ["Database:Engine"] = "postgres",
                    ["ConnectionStrings:Incidents"] =
                        $"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Database=x;Username=x;SSL Mode=Disable",
                });
            },
            services => services.AddSingleton<TimeProvider>(clock));
        await app.StartAsync();

        await ExpectSilence(new Uri(app.Urls.First()), clock);
        await ExpectSilence(new Uri(app.Urls.First()), clock);
        silent.Stop();
    }

    [Fact]
    public async Task A_blocked_writer_is_reported_not_ready_in_time_and_ready_when_it_continues()
    {
        await using var service = await RunningService.Start(engine: Engine.Sqlite);
        using var probe = await service.Client("email");
        await using (new BlockedWriter(service)) await ExpectSilence(service.Address, service.Clock);

        await Eventually.IsTrue(async () => (await probe.Get("/health/ready")).Status == HttpStatusCode.OK, "it is ready again");
    }

    private static async Task ExpectSilence(Uri service, TestClock clock)
    {
        using var probe = new HttpClient { BaseAddress = service };
        var asked = probe.GetAsync("/health/ready");
        await Eventually.IsTrue(
            () =>
            {
                clock.Advance(Readiness.Patience / 4);
                return asked.IsCompleted;
            },
            "the probe is answered");

        var problem = (await Answer.Read(await asked)).ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        Assert.Contains("has not answered", problem["detail"]!.ToString());
        Assert.Equal("live\n", await probe.GetStringAsync("/health/live"));
    }
}
