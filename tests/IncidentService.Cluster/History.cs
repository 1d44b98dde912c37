using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentService.Cluster;

/// <summary>All attempts of all steps so far, a line of JSON each.</summary>
internal sealed class History : IDisposable
{
    private static readonly JsonSerializerOptions Format = new()
    {
        Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly ConcurrentQueue<Attempt> attempts;
    private readonly StreamWriter file;
    private readonly Lock gate = new();

    public History(string path)
    {
        attempts = File.Exists(path)
            ? new(File.ReadLines(path).Select(line => JsonSerializer.Deserialize<Attempt>(line, Format)!))
            : [];
        file = new StreamWriter(path, append: true);
    }

    public IReadOnlyList<Attempt> All => [.. attempts];

    public void Add(Attempt attempt)
    {
        attempts.Enqueue(attempt);
        lock (gate) file.WriteLine(JsonSerializer.Serialize(attempt, Format));
    }

    public void Dispose() => file.Dispose();
}
