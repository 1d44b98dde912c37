using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Replicas;

/// <summary>Processes of the real program on one PostgreSQL: one process is killed, or the database fails over to its standby.</summary>
public sealed class ReplicaTests
{
    private const int Callers = 8;
    private const int Rounds = 15;

    [Fact]
    public async Task Of_three_replicas_one_may_be_killed_and_restarted_under_load()
    {
        await using var database = await Engine.Postgres.CreateDatabase();
        var place = RegisterLocation.On(database);
        var (desk, till) = (
            await ServiceProcess.AddKey(place, "email", "read,write,approve"), await ServiceProcess.AddKey(place, "store", "read,redeem"));
        await using var fleet = new Fleet(place, 3);
        await fleet.Start();
        var traffic = new Traffic(fleet, desk, till);

        var running = traffic.Run(Callers, Rounds);
        await Eventually.IsTrue(() => running.IsCompleted || traffic.Done >= Callers * Rounds / 3, "a third is done");
        await fleet.Kill(1);
        await Eventually.IsTrue(() => running.IsCompleted || traffic.Done >= Callers * Rounds / 2, "half is done");
        await fleet.Start(1);
        await running;

        using var reader = fleet.Client(1, desk);
        await traffic.ExpectWhole(new RegisterInspector(database.Open), reader);
    }

    [Fact]
    public async Task If_the_primary_fails_and_its_standby_is_promoted_the_service_continues_without_a_restart_or_loss()
    {
        using var primary = await PostgresCluster.Start("synchronous_commit=on", "synchronous_standby_names=standby", "wal_level=replica");
        using var standby = await primary.StandBy("standby");
        var place = RegisterLocation.OnPostgres(PostgresCluster.ConnectionString("postgres", primary, standby));
        var desk = await ServiceProcess.Prepare(place);
        var (granting, till) = (
            await ServiceProcess.AddKey(place, "email", "read,write,approve"), await ServiceProcess.AddKey(place, "store", "read,redeem"));
        await using var fleet = new Fleet(place, 2);
        await fleet.Start();
        var traffic = new Traffic(fleet, granting, till);

        var running = traffic.Run(Callers, Rounds);
        await Eventually.IsTrue(() => running.IsCompleted || traffic.Done >= Callers * Rounds / 3, "a third is done");
        primary.Kill();
        standby.Promote();
        await running;

        using var reader = fleet.Client(0, desk);
        await traffic.ExpectWhole(new RegisterInspector(() => standby.Open()), reader);
    }
}
