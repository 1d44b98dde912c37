using Dapper;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Mapping;
using IncidentService.Storage.Migrations;
using IncidentService.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace IncidentService.Tests.Storage.Migrations;

public sealed class MigrationTests : IDisposable
{
    private const string Tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");
    private readonly TestClock clock = new();

    private string Path => System.IO.Path.Combine(folder.FullName, "incidents.db");

    private RegisterInspector Register => RegisterInspector.OpenFile(Path);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Migrating_twice_applies_nothing_the_second_time()
    {
        Assert.NotEmpty(Migrate());
        Assert.Empty(Migrate());
    }

    [Fact]
    public async Task Of_many_programs_that_migrate_an_empty_file_at_once_one_migrates_and_the_others_find_it_current()
    {
        using var start = new Barrier(8);

        var applied = await Task.WhenAll(Enumerable.Range(0, start.ParticipantCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Migrate();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        var names = Assert.Single(applied, scripts => scripts.Count > 0);
        Assert.Equal(names, Register.List<string>("SELECT name FROM migrations ORDER BY number"));
        Assert.Equal("wal", Register.Scalar<string>("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_schema_newer_than_the_program_is_refused_with_instructions()
    {
        Migrate();
        using (var connection = Register.Open())
            connection.Execute("INSERT INTO migrations (number, name, applied_at) VALUES (9999, '9999_later', 0)");

        var exception = Assert.Throws<StoreUnavailableException>(Migrate);

        Assert.Contains("9999", exception.Message, StringComparison.Ordinal);
        Assert.Contains("run the newer program", exception.Message, StringComparison.Ordinal);
        using var file = Open();
        Assert.False(await IsCurrent(file));
    }

    [Fact]
    public void A_script_that_fails_leaves_the_schema_as_it_was()
    {
        // the script makes several tables before this one
        using (var connection = Register.Open()) connection.Execute("CREATE TABLE words (mine TEXT)");

        var exception = Assert.Throws<SqliteException>(Migrate);

        Assert.Contains("words", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["words"], Register.List<string>(Tables));
        using (var connection = Register.Open()) connection.Execute("DROP TABLE words");
        Assert.NotEmpty(Migrate());
    }

    [Fact]
    public void A_disk_that_fills_up_is_named_as_the_cause_and_leaves_the_schema_as_it_was()
    {
        using var file = Open();
        using (var connection = file.OpenForMigration())
        {
            connection.Execute("PRAGMA max_page_count = 10");
            var exception = Assert.Throws<SqliteException>(() => Migrator.Migrate(connection, new Sqlite(), clock));
            Assert.Equal(13, exception.SqliteErrorCode);
        }

        Assert.Empty(Register.List<string>(Tables));
        Assert.NotEmpty(Migrate());
    }

    [Fact]
    public void A_commit_that_fails_is_named_as_the_cause_and_leaves_the_schema_as_it_was()
    {
        using var file = Open();
        using (var connection = (PreparedConnection)file.OpenForMigration())
        {
            SQLitePCL.raw.sqlite3_commit_hook(connection.Inner.Handle, _ => 1, null);
            var exception = Assert.Throws<SqliteException>(() => Migrator.Migrate(connection, new Sqlite(), clock));
            Assert.Equal(531, exception.SqliteExtendedErrorCode); // the hook's refusal, not that there was nothing to roll back
        }

        Assert.Empty(Register.List<string>(Tables));
    }

    [Fact]
    public void Only_the_user_of_the_service_can_read_the_register_file()
    {
        Migrate();

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Fact]
    public async Task Checking_a_file_without_a_schema_reports_it_as_outdated_and_creates_nothing()
    {
        using var file = new SqliteFile("Data Source=" + Path);
        Assert.False(await IsCurrent(file));
        Assert.False(file.Exists);

        Migrate();

        Assert.True(await IsCurrent(file));
    }

    [Fact]
    public void Stored_cards_of_former_versions_and_of_merged_incidents_are_deleted()
    {
        Migrate(upTo: 17);
        using (var connection = Register.Open())
        {
            connection.Execute(
                """
                INSERT INTO incidents (id, number, version, survivor_id, last_sequence, last_contact, state, channel,
                    opened_at, updated_at, waiting_on, waiting_since, interactions, wait_seconds)
                SELECT n.value, n.value, 2, CASE WHEN n.value = 3 THEN 1 END, 0, 0, 'open', 'email', 0, 0, 'us', 0, 0, 0
                FROM json_each('[1, 2, 3]') n;
                INSERT INTO cards (incident_id, version, format, compressed, body)
                SELECT n.value, CASE WHEN n.value = 2 THEN 1 ELSE 2 END, 1, 0, x'00' FROM json_each('[1, 2, 3, 4]') n
                """);
        }

        Assert.Equal(["0018_current_cards"], Migrate());

        Assert.Equal([1], Register.List<long>("SELECT incident_id FROM cards"));
    }

    private SqliteFile Open() => new("Data Source=" + Path);

    private Task<bool> IsCurrent(SqliteFile file) => new Store(file, new Sqlite(), null!, new Ids(clock), clock).IsCurrent();

    private IReadOnlyList<string> Migrate() => Migrate(upTo: int.MaxValue);

    private IReadOnlyList<string> Migrate(int upTo)
    {
        using var file = Open();
        using var connection = file.OpenForMigration();
        return Migrator.Migrate(connection, new Sqlite(), clock, upTo);
    }
}
