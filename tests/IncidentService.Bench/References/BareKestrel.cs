using System.Text.Json;

namespace IncidentService.Bench.References;

/// <summary>The ceiling: routing and Kestrel alone, the answer being bytes made beforehand.</summary>
internal static class BareKestrel
{
    public static void Map(WebApplication app)
    {
        var document = new Document("Price match for a drill", new string('x', 970));
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, ReferenceJson.Default.Document);
        app.MapGet("/", async (HttpResponse response) =>
        {
            response.ContentType = "application/json";
            response.ContentLength = bytes.Length;
            await response.Body.WriteAsync(bytes);
        });
    }
}
