using Dapper;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Migrations;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.Storage;

/// <summary>How a register gets its schema, on every engine: once, whole, and never from a program that knows less.</summary>
public abstract class SchemaTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const string Later = "INSERT INTO migrations (number, name, applied_at) VALUES (9999, '9999_later', 0)";
    private TestDatabase database = null!;

    private RegisterInspector Register => new(database.Open);

    public async ValueTask InitializeAsync()
    {
        database = await Engine.CreateDatabase();
        await database.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await database.Clear();
        await Migrate(); // whoever gets the place next finds it as they all are
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Of_several_replicas_that_start_on_an_empty_database_one_migrates_and_the_others_find_it_current()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Migrate)));

        var scripts = Assert.Single(applied, scripts => scripts.Count > 0);
        Assert.Equal(scripts, Register.List<string>("SELECT name FROM migrations ORDER BY number"));
        Assert.Empty(await Migrate());
    }

    [Fact]
    public async Task A_newer_schema_is_refused_with_instructions()
    {
        await Migrate();
        using (var connection = database.Open()) connection.Execute(Later);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(Migrate);

        Assert.Contains("run the newer program", refused.Message, StringComparison.Ordinal);
        Assert.False(await With(store => store.IsCurrent()));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_schema_as_it_was()
    {
        // in the way of the second script
        using (var connection = database.Open()) connection.Execute("CREATE TABLE leases (name integer)");
        await Assert.ThrowsAnyAsync<Exception>(Migrate);

        Assert.Equal(["leases"], Register.List<string>(database.Tables));
    }

    [Fact]
    public async Task An_old_schema_with_data_is_upgraded_in_place()
    {
        var dialect = await With(store => Task.FromResult(store.Dialect));
        using (var connection = database.Open())
        {
            Migrator.Migrate(connection, dialect, TimeProvider.System, upTo: 1);
            connection.Execute(
                """
                INSERT INTO numbers (number, incident_id, issued_at) VALUES (867530912374, 7, 1);
                INSERT INTO incidents (id, number, version, last_sequence, last_contact, state, channel, opened_at, updated_at, waiting_on, waiting_since, interactions, wait_seconds)
                    VALUES (7, 867530912374, 1, 1, 0, 'open', 'email', 1, 1, 'us', 1, 0, 0);
                INSERT INTO events (incident_id, sequence, position, occurred_at, type, channel, key_id) VALUES (7, 1, 1, 1, 'incident.opened', 'email', 1)
                """);
        }

        Assert.NotEmpty(await Migrate());

        var card = await With(
            store => store.ReadSnapshot(session => session.FindCard(IncidentNumbers.IncidentNumber.Parse("867530912374"))));
        Assert.Equal((1, 0), (card!.Incident.Version, card.Incident.LastApproval));
        Assert.Equal("incident.opened", Assert.Single(card.Lines).Type);
    }

    private Task<IReadOnlyList<string>> Migrate() => With(store => Task.FromResult(store.Migrate(TimeProvider.System)));

    private async Task<T> With<T>(Func<Store, Task<T>> use)
    {
        var services = new ServiceCollection();
        services.AddRegister(new ConfigurationBuilder().AddInMemoryCollection(database.Settings).Build());
        await using var provider = services.BuildServiceProvider();
        return await use(provider.GetRequiredService<Store>());
    }
}
