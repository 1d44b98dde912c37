using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

namespace IncidentService.Bench.Registers;

/// <summary>
/// Copies a register on SQLite into an empty one on PostgreSQL, past the service: each table by COPY into a table without keys and indexes,
/// which are built afterwards, two tables at a time.
/// </summary>
internal sealed class PostgresCopy(string file, string connectionString)
{
    private const int AtOnce = 2;

    /// <summary>Tables that each database keeps about itself.</summary>
    private static readonly string[] Own = ["migrations", "leases", "commits", "card_formats", "copying"];

    private sealed record Column(string TableName, string ColumnName, string Type);

    private sealed record Dropped(string Drop, string Create, bool IsForeign);

    public async Task RunAsync(Action<string> report, CancellationToken cancellation)
    {
        Batteries_V2.Init();
        await using var source = NpgsqlDataSource.Create(connectionString + ";Command Timeout=0");
        var foreign = new List<string>();
        var tables = new List<(string Name, IReadOnlyList<Column> Columns, long Rows)>();
        await using (var connection = await source.OpenConnectionAsync(cancellation))
        {
            foreach (var table in (await connection.QueryAsync<Column>(ColumnsSql)).GroupBy(column => column.TableName))
            {
                if (!Own.Contains(table.Key) && CountRows(table.Key) is > 0 and var rows) tables.Add((table.Key, [.. table], rows));
            }
            var keys = (await connection.QueryAsync<Dropped>(KeysSql)).ToList();
            foreach (var key in keys.Where(key => key.IsForeign))
            {
                await connection.ExecuteAsync(key.Drop);
                foreign.Add(key.Create);
            }
        }
        await Parallel.ForEachAsync(
            tables.OrderByDescending(table => table.Rows),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (table, stop) =>
            {
                await using var connection = await source.OpenConnectionAsync(stop);
                await using var transaction = await connection.BeginTransactionAsync(stop);
                var built = (await connection.QueryAsync<Dropped>(KeysSql + " AND t.relname = @Name", new { table.Name })).ToList();
                built.AddRange(await connection.QueryAsync<Dropped>(IndexesSql, new { table.Name }));
                foreach (var one in built) await connection.ExecuteAsync(one.Drop);
                await connection.ExecuteAsync(EmptyForCopySql(table.Name, table.Rows));
                await Task.Run(() => CopyRows(connection, table.Name, table.Columns), stop);
                foreach (var one in built) await connection.ExecuteAsync(one.Create);
                await transaction.CommitAsync(stop);
                report($"{table.Name}: {table.Rows:N0} rows");
            });
        await using var last = await source.OpenConnectionAsync(cancellation);
        foreach (var create in foreign) await last.ExecuteAsync(create);
        await last.ExecuteAsync("VACUUM (FREEZE, ANALYZE)");
    }

    private const string ColumnsSql =
        """
        SELECT t.relname::text AS tablename, c.attname::text AS columnname, format_type(c.atttypid, NULL) AS type
        FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped AND c.attgenerated = ''
        WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace ORDER BY t.relname, c.attnum
        """;

    private const string KeysSql =
        """
        SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', t.relname, k.conname) AS drop,
            format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, k.conname, pg_get_constraintdef(k.oid)) AS create,
            k.contype = 'f' AS isforeign
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
        WHERE t.relnamespace = current_schema()::regnamespace AND k.contype IN ('p', 'u', 'f')
        """;

    private const string IndexesSql =
        """
        SELECT format('DROP INDEX %I', x.relname) AS drop, pg_get_indexdef(x.oid) AS create, false AS isforeign
        FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
        WHERE t.relnamespace = current_schema()::regnamespace AND t.relname = @Name
            AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.oid)
        """;

    /// <summary>The migration has written some rows of its own. The audit trail refuses to be truncated, and has none.</summary>
    private static string EmptyForCopySql(string table, long rows) => rows < 10_000 ? $"DELETE FROM {table}" : $"TRUNCATE {table}";

    private SqliteConnection OpenFile()
    {
        var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    private long CountRows(string table)
    {
        using var connection = OpenFile();
        return connection.ExecuteScalar<long>($"SELECT count(*) FROM {table}");
    }

    private void CopyRows(NpgsqlConnection connection, string table, IReadOnlyList<Column> columns)
    {
        var names = string.Join(", ", columns.Select(column => column.ColumnName));
        using var from = OpenFile();
        using var select = from.CreateCommand();
        select.CommandText = $"SELECT {names} FROM {table}";
        using var reader = select.ExecuteReader();
        using var writer = connection.BeginBinaryImport($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)");
        writer.Timeout = TimeSpan.FromHours(1);
        while (reader.Read())
        {
            writer.StartRow();
            for (var place = 0; place < columns.Count; place++) Write(writer, reader, place, columns[place].Type);
        }
        writer.Complete();
    }

    private static void Write(NpgsqlBinaryImporter writer, DbDataReader reader, int place, string type)
    {
        if (reader.IsDBNull(place))
        {
            writer.WriteNull();
            return;
        }
        switch (type)
        {
            case "bigint": writer.Write(reader.GetInt64(place), NpgsqlDbType.Bigint); break;
            case "integer": writer.Write(checked((int)reader.GetInt64(place)), NpgsqlDbType.Integer); break;
            case "smallint": writer.Write(checked((short)reader.GetInt64(place)), NpgsqlDbType.Smallint); break;
            case "boolean": writer.Write(reader.GetInt64(place) != 0, NpgsqlDbType.Boolean); break;
            case "bytea": writer.Write((byte[])reader.GetValue(place), NpgsqlDbType.Bytea); break;
            case "text" or "character varying": writer.Write(reader.GetString(place), NpgsqlDbType.Text); break;
            default: throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"A column of type {type}"));
        }
    }
}
