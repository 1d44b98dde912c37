using System.Data.Common;
using Dapper;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage.Copying;

/// <summary>A table of the register's data: its stored columns, and the columns of its primary key in order.</summary>
internal sealed record Table(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Key)
{
    /// <summary>
    /// Tables that each database keeps about itself: its schema, its leases, its successful commits, the cards that it can put together
    /// again, and the progress of a copy into it.
    /// </summary>
    private static readonly string[] Own = ["migrations", "leases", "commits", "cards", "card_formats", CopyProgress.TableName];

    private sealed class Column
    {
        public required string TableName { get; init; }
        public required string ColumnName { get; init; }
        public long KeyPlace { get; init; }
    }

    public static async Task<IReadOnlyList<Table>> All(DbConnection connection, SqlDialect dialect) =>
        [.. (await connection.QueryAsync<Column>(dialect.Columns))
            .GroupBy(column => column.TableName)
            .Where(columns => !Own.Contains(columns.Key))
            .Select(columns => new Table(
                columns.Key,
                [.. columns.Select(column => column.ColumnName)],
                [.. columns.Where(column => column.KeyPlace > 0).OrderBy(column => column.KeyPlace).Select(column => column.ColumnName)]))
            .OrderBy(table => table.Name, StringComparer.Ordinal)];

    public Task<long> Count(DbConnection connection) =>
        connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {Name}", commandTimeout: 0);

    /// <summary>
    /// Reads all rows, in no particular order. As with every reader of Dapper, only Dispose disposes its command, DisposeAsync does not.
    /// </summary>
    public Task<DbDataReader> ReadRows(DbConnection connection) =>
        connection.ExecuteReaderAsync($"SELECT {string.Join(", ", Columns)} FROM {Name}", commandTimeout: 0);

    /// <summary>
    /// Reads the rows after a key, in this engine's order of keys; all rows if the key is empty. To be disposed as <see cref="ReadRows"/>.
    /// </summary>
    public Task<DbDataReader> ReadRowsAfter(DbConnection connection, IReadOnlyList<object> key)
    {
        var values = new DynamicParameters();
        foreach (var (place, value) in key.Index()) values.Add($"k{place}", value);
        return connection.ExecuteReaderAsync(
            $"SELECT {string.Join(", ", Columns)} FROM {Name} {(key.Count == 0 ? "" : "WHERE " + AfterKeySql())} ORDER BY {string.Join(", ", Key)}",
            values,
            commandTimeout: 0);
    }

    /// <summary>The key of a row whose values are in the order of the columns.</summary>
    public IReadOnlyList<object> KeyOf(object?[] row) => [.. Key.Select(column => row[Columns.ToList().IndexOf(column)]!)];

    /// <summary>a &gt; 1 or (a = 1 and (b &gt; 2 or …)), because only two of the engines compare whole rows.</summary>
    private string AfterKeySql(int place = 0) => place == Key.Count - 1
        ? $"{Key[place]} > @k{place}"
        : $"({Key[place]} > @k{place} OR ({Key[place]} = @k{place} AND {AfterKeySql(place + 1)}))";
}
