using System.Data;
using System.Data.Common;
using Dapper;

namespace IncidentService.Storage.Copying;

/// <summary>Inserts rows into one table, as many per statement as all engines accept, and reuses the command.</summary>
internal sealed class RowWriter : IAsyncDisposable
{
    /// <summary>SQL Server accepts 2,100 parameters.</summary>
    private const int MostParameters = 2_000;
    private const int MostRows = 250;

    private readonly DbConnection connection;
    private readonly Table table;
    private readonly DbType[] types;
    private readonly int rowsAtOnce;
    private DbCommand? many;

    private RowWriter(DbConnection connection, Table table, DbType[] types)
    {
        (this.connection, this.table, this.types) = (connection, table, types);
        rowsAtOnce = Math.Clamp(MostParameters / types.Length, 1, MostRows);
    }

    public static async Task<RowWriter> For(DbConnection connection, Table table)
    {
        using var none = await connection.ExecuteReaderAsync(
            $"SELECT {string.Join(", ", table.Columns)} FROM {table.Name} WHERE 1 = 0");
        return new RowWriter(
            connection, table, [.. Enumerable.Range(0, none.FieldCount).Select(place => TypeOf(none.GetFieldType(place)))]);
    }

    public async Task Write(IReadOnlyList<object?[]> rows)
    {
        foreach (var chunk in rows.Chunk(rowsAtOnce))
        {
            if (chunk.Length == rowsAtOnce)
            {
                await Run(many ??= Prepare(chunk.Length), chunk);
                continue;
            }
            await using var few = Prepare(chunk.Length);
            await Run(few, chunk);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (many is not null) await many.DisposeAsync();
    }

    private static DbType TypeOf(Type type) => type switch
    {
        _ when type == typeof(bool) => DbType.Boolean,
        _ when type == typeof(byte[]) => DbType.Binary,
        _ when type == typeof(string) => DbType.String,
        _ => DbType.Int64,
    };

    private async Task Run(DbCommand command, object?[][] rows)
    {
        for (var place = 0; place < command.Parameters.Count; place++)
        {
            var (type, value) = (types[place % types.Length], rows[place / types.Length][place % types.Length]);
            command.Parameters[place].Value = value is long flag && type == DbType.Boolean ? flag != 0 : value ?? DBNull.Value;
        }
        await command.ExecuteNonQueryAsync();
    }

    private DbCommand Prepare(int rows)
    {
        var command = connection.CreateCommand();
        var tuples = Enumerable.Range(0, rows).Select(
            row => $"({string.Join(", ", Enumerable.Range(row * types.Length, types.Length).Select(place => $"@p{place}"))})");
        command.CommandText = $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) VALUES {string.Join(", ", tuples)}";
        for (var place = 0; place < rows * types.Length; place++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = ($"@p{place}", types[place % types.Length]);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
