namespace IncidentService.Bench.References;

/// <summary>A receiver of webhooks that reads what it is sent, counts it and answers at once.</summary>
internal static class FastReceiver
{
    public static void Map(WebApplication app)
    {
        var received = 0L;
        app.MapPost("/", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            Interlocked.Increment(ref received);
            return Results.NoContent();
        });
        app.MapGet("/count", () => $"{Interlocked.Read(ref received)}");
    }
}
