using System.Data.Common;
using Dapper;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// A query for at most one row, for each of several keys: the first column of a row is the place of its key, counted from 1. The keys are
/// numbers; there is one array for each of their parts.
/// </summary>
internal sealed class QueryByKeys<TRow>(string sql) : IBatchQuery
    where TRow : class
{
    private Func<DbDataReader, TRow>? map;

    public string Sql => sql;

    /// <summary>
    /// Of a query by a key whose parts are parameters of these names. The limit keeps the engine from joining the keys with whole tables,
    /// which it may think are small.
    /// </summary>
    public static QueryByKeys<TRow> From(IReadOnlyList<string> names, string sql)
    {
        var one = Batches.WithParameters(sql, names, (name, _) => "k." + name);
        var arrays = string.Join(", ", names.Select((_, part) => $"${part + 1}::bigint[]"));
        return new(
            $"""
            SELECT k.place, r.* FROM unnest({arrays}) WITH ORDINALITY k({string.Join(", ", names)}, place)
            CROSS JOIN LATERAL ({one} LIMIT 1) r
            """);
    }

    /// <summary>As many rows as keys, in their order; null where there is none.</summary>
    public async Task<TRow?[]> Read(DbDataReader reader, int keys)
    {
        var rows = new TRow?[keys];
        while (await reader.ReadAsync())
        {
            map ??= reader.GetRowParser<TRow>(startIndex: 1);
            rows[reader.GetInt64(0) - 1] = map(reader);
        }
        return rows;
    }
}
