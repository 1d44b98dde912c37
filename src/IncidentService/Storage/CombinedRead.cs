using Dapper;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage;

/// <summary>
/// A query for at most one row by a key of numbers, which the text has as parameters of these names. None of them begins like another. Its
/// tables are seen as they were at one moment.
/// </summary>
internal sealed class CombinedRead<TRow>(IReadOnlyList<string> names, string sql)
    where TRow : class
{
    /// <summary>Two, because a row parser is made for the columns of one engine.</summary>
    private readonly BatchQuery<TRow> onServer = Batches.QueryBy<TRow>(names, sql), local = Batches.QueryBy<TRow>(names, sql);
    private readonly QueryByKeys<TRow> several = QueryByKeys<TRow>.From(names, sql);

    public async Task<TRow?> Find(Session session, long[] key)
    {
        if (session.Dialect.BatchesReads)
            return (await session.ReadBatch([new(onServer, [.. key])], onServer.Read)).SingleOrDefault();
        if (!session.Dialect.IsRemote)
            return (await session.Run(local, [.. key])).SingleOrDefault();
        var parameters = new DynamicParameters();
        foreach (var (name, value) in names.Zip(key)) parameters.Add(name, value);
        using var rows = await session.QueryMultiple(session.AtOneMoment(sql), parameters);
        return await rows.ReadSingleOrDefaultAsync<TRow?>();
    }

    /// <summary>As many rows as keys, in their order; null where there is none. Only where reads are batched.</summary>
    public Task<TRow?[]> FindAll(Session session, IReadOnlyList<long[]> keys) => session.ReadBatch(
        [new(several, [.. names.Select(object (_, part) => keys.Select(key => key[part]).ToArray())])],
        reader => several.Read(reader, keys.Count));
}
