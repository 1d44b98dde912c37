using System.Net;
using Dapper;
using IncidentService.Tests.Faults;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Replicas;

/// <summary>The database is unavailable, or its reply is lost: the caller gets a correct response, and nothing happens twice.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task A_commit_whose_response_was_lost_is_found_by_its_command_id_and_not_repeated()
    {
        using var cluster = await PostgresCluster.Start();
        await using var proxy = new LossyProxy(cluster.Port);
        await using var service = await RunningService.Start(new()
        {
            ["Database:Engine"] = "postgres",
            ["ConnectionStrings:Incidents"] = $"{cluster.ConnectionString("postgres")};Port={proxy.Port}",
        });
        using var desk = await service.Client("email");
        var register = new RegisterInspector(() => cluster.Open());

        for (var round = 1; round <= 5; round++)
        {
            proxy.LoseNext(1);
            var opened = await desk.Post("/v1/incidents", new { subject = $"Lost {round}" });

            opened.Expect(HttpStatusCode.Created);
            Assert.Equal(opened.Text, (await desk.Get(opened.Location!)).Text);
            Assert.Equal(round, register.Count("incidents"));
        }

        Assert.InRange(proxy.Lost, 1, 5);
        register.ExpectWholeFeed();
    }

    [Fact]
    public async Task While_the_server_is_down_callers_get_retry_after_and_later_the_service_continues()
    {
        using var cluster = await PostgresCluster.Start();
        await using var service = await RunningService.Start(new()
        {
            ["Database:Engine"] = "postgres", ["ConnectionStrings:Incidents"] = cluster.ConnectionString("postgres"),
        });
        using var desk = await service.Client("email");
        var number = await desk.Open();

        await cluster.Stop();
        var (reading, writing) = (
            await desk.Get("/v1/incidents/" + number), await desk.Post("/v1/incidents", new { subject = "While it is away" }));
        foreach (var answer in new[] { reading, writing })
        {
            answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.DoesNotContain("not-a-secret", answer.Text, StringComparison.Ordinal);
        }
        if (LongForm.IsAsked) await Task.Delay(TimeSpan.FromMinutes(1)); // the whole minute in which a server is replaced
        await cluster.Restart();

        Assert.Equal(number, (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["number"]!.ToString());
        await desk.Open();
        Assert.Equal(2, new RegisterInspector(() => cluster.Open()).Count("incidents"));
    }

    [Fact]
    public async Task A_commit_that_the_standby_has_not_confirmed_is_acknowledged_only_once_it_has()
    {
        using var cluster = await PostgresCluster.Start("synchronous_standby_names=standby");
        using var standby = await cluster.StandBy("standby");
        await using var service = await RunningService.Start(new()
        {
            ["Database:Engine"] = "postgres", ["ConnectionStrings:Incidents"] = cluster.ConnectionString("postgres") + ";Command Timeout=1",
        });
        using var desk = await service.Client("email");
        var register = new RegisterInspector(() => cluster.Open());
        Task<Answer> Open() => desk.Post("/v1/incidents", new { subject = "Drill" }, ("Idempotency-Key", "drill"));

        standby.Kill();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var answer = await Open();
            answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
            Assert.NotNull(answer.Headers.RetryAfter);
        }
        Assert.Equal(1, register.Count("incidents")); // it is committed on the primary alone
        await standby.Restart();
        await Eventually.IsTrue(async () => (await Open()).Status == HttpStatusCode.Created, "the standby to confirm it");

        Assert.Equal(1, register.Count("incidents"));
        Assert.Equal(1, new RegisterInspector(() => standby.Open()).Count("incidents"));
    }

    [Fact]
    public async Task A_server_without_encryption_is_refused_unless_configuration_allows_it()
    {
        using var cluster = await PostgresCluster.Start();
        var place = RegisterLocation.OnPostgres(
            cluster.ConnectionString("postgres").Replace("SSL Mode=Disable;", "", StringComparison.Ordinal));

        var refused = (await CommandRun.Run(place, "migrate")).ExpectOneLine(1);

        Assert.Contains("SSL", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("not-a-secret", refused, StringComparison.Ordinal);
        Assert.Equal(0, cluster.Open().ExecuteScalar<long>("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }
}
