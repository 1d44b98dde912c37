using System.Data.Common;
using Dapper;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Migrations;

namespace IncidentService.Storage.Copying;

/// <summary>The source or the target of a copy.</summary>
internal sealed record CopyEndpoint(Database Database, SqlDialect Dialect, Store Store);

/// <summary>A table with the checksum that it has on both sides.</summary>
internal sealed record CopiedTable(string Name, Checksum Checksum);

/// <summary>
/// Copies a snapshot of a register into an empty database of any engine, and then compares the two. It continues an earlier copy that was
/// interrupted. If the source was written to meanwhile, the comparison finds a difference.
/// </summary>
internal sealed class RegisterCopy(CopyEndpoint source, CopyEndpoint target, TimeProvider clock, Action<string, long, long> report)
{
    private const int RowsOfTransaction = 5_000;

    public async Task<IReadOnlyList<CopiedTable>> Run(CancellationToken cancellation)
    {
        if (!await source.Store.IsCurrent())
            throw new StoreUnavailableException(
                $"{source.Store.Place} is no register with the schema of this program. Run: IncidentService migrate");
        await source.Store.AssignFeedPositions(cancellation);
        await using var into = await NamingTarget(() => Task.FromResult(target.Database.OpenForMigration()));
        var progress = new CopyProgress(into);
        var tables = await source.Database.ReadSnapshot(async from =>
        {
            var known = await Table.All(from, source.Dialect);
            await NamingTarget(() => Prepare(into, progress, known, from));
            await CopyRows(from, into, progress, known);
            return known;
        });
        var copied = await Verify(tables);
        await NamingTarget(() => InOneTransaction(into, async () =>
        {
            await progress.Remove();
            await into.ExecuteAsync("UPDATE card_formats SET filled_to = @all", new { all = long.MaxValue }); // none was copied
        }));
        return copied;
    }

    private async Task<bool> Prepare(DbConnection into, CopyProgress progress, IReadOnlyList<Table> tables, DbConnection from)
    {
        var name = await CopyProgress.FormatName(from);
        if (await CopyProgress.Exists(into, target.Dialect))
            return await progress.IsFrom(name)
                ? true
                : throw new StoreUnavailableException($"{target.Store.Place} is the unfinished copy of another register.");
        Migrator.Migrate(into, target.Dialect, clock);
        var known = await Table.All(into, target.Dialect);
        if (!tables.Select(Shape).SequenceEqual(known.Select(Shape)))
            throw new StoreUnavailableException("Source and target have different tables.");
        return await InOneTransaction(into, async () =>
        {
            foreach (var table in tables)
            {
                if (await table.Count(into) > 0)
                    throw new StoreUnavailableException(
                        $"{target.Store.Place} holds a register already: there are rows in {table.Name}.");
            }
            await progress.Create(name, tables, Instant.Now(clock));
        });
    }

    private static string Shape(Table table) => $"{table.Name} ({string.Join(", ", table.Columns.Order(StringComparer.Ordinal))})";

    private async Task CopyRows(DbConnection from, DbConnection into, CopyProgress progress, IReadOnlyList<Table> tables)
    {
        var (done, total) = (0L, 0L);
        foreach (var table in tables) total += await table.Count(from);
        foreach (var table in tables)
        {
            var (copied, key) = await progress.Find(table);
            done += copied;
            await using var writer = await NamingTarget(() => RowWriter.For(into, table));
            using var reader = await table.ReadRowsAfter(from, key);
            while (await ReadBatch(reader, table) is { Count: > 0 } rows)
            {
                await NamingTarget(() => InOneTransaction(into, async () =>
                {
                    await progress.Update(table, copied, copied + rows.Count, table.KeyOf(rows[^1]));
                    await writer.Write(rows);
                }));
                copied += rows.Count;
                report("Copying", done += rows.Count, total);
            }
        }
    }

    private static async Task<List<object?[]>> ReadBatch(DbDataReader reader, Table table)
    {
        var rows = new List<object?[]>();
        while (rows.Count < RowsOfTransaction && await reader.ReadAsync())
        {
            var row = new object?[table.Columns.Count];
            Checksum.Read(reader, row);
            rows.Add(row);
        }
        return rows;
    }

    private async Task<IReadOnlyList<CopiedTable>> Verify(IReadOnlyList<Table> tables)
    {
        var (done, total) = (0L, 0L);
        foreach (var table in tables) total += 2 * await source.Database.Read(table.Count);
        var copied = new List<CopiedTable>();
        var differing = new List<string>();
        foreach (var table in tables)
        {
            var there = await source.Database.Read(connection => Sum(connection, table));
            var here = await NamingTarget(() => target.Database.Read(connection => Sum(connection, table)));
            if (there != here) differing.Add(table.Name);
            copied.Add(new CopiedTable(table.Name, here));
            report("Verifying", done += there.Rows + here.Rows, total);
        }
        if (differing.Count == 0) return copied;
        throw new StoreUnavailableException(
            $"Source and target differ in {string.Join(", ", differing)}: one of them was written to meanwhile. Stop what serves it, empty the target, and copy again.");
    }

    private static async Task<Checksum> Sum(DbConnection connection, Table table)
    {
        var sum = default(Checksum);
        var row = new object?[table.Columns.Count];
        using var reader = await table.ReadRows(connection);
        while (await reader.ReadAsync())
        {
            Checksum.Read(reader, row);
            sum.Add(row);
        }
        return sum;
    }

    /// <summary>Holds the lock of the migrations, so that each of two copies into one register sees what the other has written.</summary>
    private async Task<bool> InOneTransaction(DbConnection into, Func<Task> write)
    {
        await Migrator.RunExclusively(into, target.Dialect, write);
        return true;
    }

    /// <summary>
    /// Reports an error of the target as such. It must not be mistaken for an error of the source, on which reading the source is retried.
    /// </summary>
    private async Task<T> NamingTarget<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DbException exception) when (exception is not StoreFailedException)
        {
            throw new StoreFailedException(
                $"The target: {(target.Dialect is ServerDialect server ? server.Reason(exception) : exception.Message)}");
        }
    }
}
