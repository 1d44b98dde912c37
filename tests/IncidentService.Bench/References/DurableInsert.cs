using Dapper;

namespace IncidentService.Bench.References;

/// <summary>One INSERT a request, on its own connection, on the disk before the answer leaves.</summary>
internal static class DurableInsert
{
    public const string Sql = "INSERT INTO items (subject, body) VALUES (@Subject, @Body) RETURNING id";

    public static void Map(WebApplication app, ReferenceDatabase database) =>
        app.MapPost("/items", (NewItem item) =>
        {
            using var connection = database.Open();
            var id = connection.QuerySingle<long>(Sql, item);
            return TypedResults.Created($"/items/{id}", new Created(id));
        });
}
