using Dapper;

namespace IncidentService.Bench.References;

/// <summary>One SELECT by primary key a request, through a connection opened from the pool, written as JSON.</summary>
internal static class PointSelect
{
    public static void Map(WebApplication app, ReferenceDatabase database, int rows)
    {
        Fill(database, rows);
        app.MapGet("/items/{id:long}", IResult (long id) =>
        {
            using var connection = database.Open();
            return connection.QuerySingleOrDefault<Item>("SELECT id, subject, body FROM items WHERE id = @id", new { id }) is { } item
                ? TypedResults.Ok(item)
                : TypedResults.NotFound();
        });
    }

    private static void Fill(ReferenceDatabase database, int rows)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        connection.Execute(
            """
            WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < @rows)
            INSERT OR IGNORE INTO items (id, subject, body) SELECT id, 'Price match for a drill ' || id, @body FROM n
            """,
            new { rows, body = new string('x', 970) }, transaction);
        transaction.Commit();
    }
}
