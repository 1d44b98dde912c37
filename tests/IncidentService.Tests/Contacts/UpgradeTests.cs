using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using IncidentService.Contacts.LookupKeys;
using IncidentService.Contacts.Phones;
using IncidentService.Tests.Contacts.LookupKeys;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;
using Microsoft.Data.SqlClient;

namespace IncidentService.Tests.Contacts;

/// <summary>The migrate command re-keys the contacts of an earlier release, even if it is interrupted.</summary>
public abstract class UpgradeTests(Engine engine) : Suite(engine)
{
    private const int Root = 200;
    private const int Many = Root * Root;
    private const string StillFormer = "SELECT count(*) FROM contacts WHERE lookup_key = 'email:former'";

    [Fact]
    public async Task Every_number_that_the_former_release_stored_is_found_in_its_spelling_and_as_E164()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        using var phone = await service.Client("phone");
        var number = await desk.Open(new { contacts = new[] { new { kind = "email", value = "hans@example.com" } } });
        var stored = Stored().ToList();
        await PlantAsFormer(service, stored);
        UndoMigrationsSince7(service);

        var output = (await CommandRun.Run(PlaceOf(service), "migrate")).Expect(0);

        Assert.Contains("0007_contact_keys", output, StringComparison.Ordinal);
        Assert.Contains($"{stored.Count(row => row.Key != row.Former):N0} have a new key", output, StringComparison.Ordinal);
        Assert.Contains(stored, row => row.Key is null);
        foreach (var row in stored.Where(row => row.Key is not null))
        {
            Assert.Equal([number], (await phone.LookUp(null, new { phone = row.Spelling })).Numbers());
            Assert.Equal([number], (await phone.LookUp(null, new { phone = row.Key![6..] })).Numbers());
        }
        Assert.Equal("Up to date.", (await CommandRun.Run(PlaceOf(service), "migrate")).Expect(0).Trim());
    }

    private void UndoMigrationsSince7(RunningService service)
    {
        using var connection = service.Register.Open();
        foreach (var (table, index) in new[]
        {
            ("messages", "messages_loop"), ("messages", "messages_incident"), ("promises", "promises_due"), ("api_keys", "api_keys_former"),
        })
            connection.Execute($"DROP INDEX {index}{(Engine == Engine.SqlServer ? $" ON {table}" : "")}");
        if (Engine != Engine.SqlServer)
            connection.Execute($"DROP TRIGGER incidents_card{(Engine == Engine.Postgres ? " ON incidents" : "")}");
        foreach (var (table, columns) in new[]
        {
            ("messages", "content loop_mark received_at"),
            ("promises", "paused_at paused_micros"),
            ("api_keys", "kind prefix last_used_at networks requests_per_minute former_hash former_until"),
            ("events", "trace_parent"),
        })
        {
            foreach (var column in columns.Split(' ')) DropColumn(connection, table, column);
        }
        connection.Execute("CREATE INDEX promises_due ON promises (due_at, incident_id, ordinal) WHERE state = 'open'");
        foreach (
            var table in new[] { "contact_keys", "sessions", "tracking_links", "audit_anchors", "audit_entries", "cards", "card_formats" })
            connection.Execute($"DROP TABLE {table}");
        connection.Execute("DELETE FROM leases WHERE name IN ('audit', 'cards'); DELETE FROM migrations WHERE number >= 7");
    }

    private void DropColumn(DbConnection connection, string table, string column)
    {
        if (Engine == Engine.SqlServer) DropDefault(connection, table, column);
        connection.Execute($"ALTER TABLE {table} DROP COLUMN {column}");
    }

    /// <summary>SQL Server drops no column that has a default, and names defaults itself.</summary>
    private static void DropDefault(DbConnection connection, string table, string column)
    {
        try
        {
            connection.Execute(
                """
                DECLARE @drop nvarchar(max) = (SELECT 'ALTER TABLE ' + @table + ' DROP CONSTRAINT ' + d.name FROM sys.default_constraints d
                    JOIN sys.columns c ON c.object_id = d.parent_object_id AND c.column_id = d.parent_column_id
                    WHERE d.parent_object_id = object_id(@table) AND c.name = @column);
                IF @drop IS NOT NULL EXEC sp_executesql @drop
                """,
                new { table, column });
        }
        catch (SqlException)
        {
            // Babelfish does not know a default by the name that it lists, and drops it with its column.
        }
    }

    [Fact]
    public async Task A_killed_migration_is_completed_by_the_next_one()
    {
        await using var service = await Start();
        await PlantMany(service);
        using (var migration = Process.Start(ServiceProcess.Program(PlaceOf(service), "migrate"))!)
        {
            await Eventually.IsTrue(() => service.Register.Scalar<long>(StillFormer) < Many, "a batch is committed");
            migration.Kill();
            await migration.WaitForExitAsync();
        }
        var left = service.Register.Scalar<long>(StillFormer);
        Assert.InRange(left, 1, Many - 1);
        Assert.Equal(0, service.Register.Scalar<long>("SELECT done FROM contact_keys"));

        var output = (await CommandRun.Run(PlaceOf(service), "migrate")).Expect(0);

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{left:N0} have a new key"), output, StringComparison.Ordinal);
        Assert.Equal(0, service.Register.Scalar<long>(StillFormer));
    }

    [Fact]
    public async Task Two_concurrent_replicas_rekey_each_contact_once()
    {
        await using var service = await Start();
        await using var other = await Start(beside: service);
        await PlantMany(service, rows: 4_000);

        var rekeyed = await Task.WhenAll(new[] { service, other, service, other }.Select(replica =>
            Task.Run(() => new Rekeying(replica.Store, ContactKeys.CreateNormaliser(replica.Rules)).Run())));

        Assert.Equal(new Rekeyed(4_000, 4_000, 0), rekeyed.Aggregate((all, one) => all.Plus(one)));
        Assert.Equal(0, service.Register.Scalar<long>(StillFormer));
        Assert.Equal(1, service.Register.Scalar<long>("SELECT done FROM contact_keys"));
    }

    /// <summary>The rows of the table that the former release accepted in North America.</summary>
    private static IEnumerable<(string Spelling, string Former, string? Key)> Stored()
    {
        var reader = new PhoneReader("US");
        return from row in Spellings.Read("phone-spellings.tsv")
               where row[1] == "US" && FormerPhoneKeys.Of(row[0]) is not null
               select (row[0], "phone:" + FormerPhoneKeys.Of(row[0]), reader.Normalise(row[0]) is { } key ? "phone:" + key : null);
    }

    private static Task PlantAsFormer(RunningService service, IEnumerable<(string Spelling, string Former, string? Key)> stored)
    {
        var rows = stored.Select((row, index) => new { ordinal = index + 10, value = row.Spelling, key = row.Former });
        return service.Seed(connection => connection.ExecuteAsync(
            """
            INSERT INTO contacts (incident_id, ordinal, kind, value, lookup_key, added_at)
            SELECT min(incident_id), @ordinal, 'phone', @value, @key, 0 FROM contacts
            """,
            rows));
    }

    /// <summary>Contacts of incidents that do not exist; only the contacts matter to the test.</summary>
    private static async Task PlantMany(RunningService service, int rows = Many)
    {
        var root = Enumerable.Range(0, Root).Select(ordinal => new { ordinal });
        await service.Seed(connection => connection.ExecuteAsync(
            "INSERT INTO contacts (incident_id, ordinal, kind, value, lookup_key, added_at) VALUES (1, @ordinal, 'email', 'a@example.com', 'email:former', 0)",
            root));
        await service.Seed(
            """
            INSERT INTO contacts (incident_id, ordinal, kind, value, lookup_key, added_at)
            SELECT 2 + a.ordinal, b.ordinal, a.kind, a.value, a.lookup_key, 0 FROM contacts a CROSS JOIN contacts b WHERE a.ordinal < @most
            """,
            new { most = rows / Root });
        await service.Seed("DELETE FROM contacts WHERE incident_id = 1");
        Assert.Equal(rows, service.Register.Scalar<long>(StillFormer));
    }

    private static RegisterLocation PlaceOf(RunningService service)
    {
        var colon = service.Name.IndexOf(':', StringComparison.Ordinal);
        return new RegisterLocation(
            Path.GetTempPath(),
            new Dictionary<string, string?>
            {
                ["Database:Engine"] = service.Name[..colon],
                ["ConnectionStrings:Incidents"] = service.Name[(colon + 1)..]
            });
    }
}
