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

        await ExpectFault(new Uri(app.Urls.First()), clock, "has not answered");
        await ExpectFault(new Uri(app.Urls.First()), clock, "has not answered");
        silent.Stop();
    }

    [Fact]
    public async Task A_blocked_writer_is_reported_not_ready_in_time_and_ready_when_it_continues()
    {
        await using var service = await RunningService.Start(engine: Engine.Sqlite);
        using var probe = await service.Client("email");
        await using (new BlockedWriter(service))
            await ExpectFault(service.Address, service.Clock, "can be read, but has accepted no write");

        await Eventually.IsTrue(async () => (await probe.Get("/health/ready")).Status == HttpStatusCode.OK, "it is ready again");
    }

    [Theory]
    [InlineData("UPDATE migrations SET number = 9999 WHERE number = (SELECT max(number) FROM migrations)", null)]
    [InlineData("DELETE FROM migrations WHERE number = (SELECT max(number) FROM migrations)", "older than this program's: run migrate")]
    [InlineData("UPDATE migrations SET number = 2147483647 WHERE number = 1", "copy into the register is not finished")]
    public async Task Replicas_serve_on_a_newer_schema_until_they_are_replaced_and_on_no_other(string change, string? reason)
    {
        await using var service = await RunningService.Start(engine: Engine.Sqlite);
        using var probe = await service.Client("email");
        await service.Seed(change);

        var answer = await probe.Get("/health/ready");

        if (reason is null) Assert.Equal(HttpStatusCode.OK, answer.Status);
        else Assert.Contains(reason, answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable")["detail"]!.ToString());
    }

    private static async Task ExpectFault(Uri service, TestClock clock, string reason)
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
        Assert.Contains(reason, problem["detail"]!.ToString());
        Assert.Equal("live\n", await probe.GetStringAsync("/health/live"));
    }
}
