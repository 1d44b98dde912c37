using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace IncidentService.Bench.Load;

/// <summary>Follows the event stream, and remembers when it last saw an event of each incident.</summary>
internal sealed class FeedReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly CancellationTokenSource _ended;
    private readonly Dictionary<string, (int Events, long Seen)> _seen = [];
    private readonly Task _reading;

    private FeedReader(HttpResponseMessage answer, Stream stream, CancellationToken cancellation)
    {
        _answer = answer;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _reading = Task.Run(() => ReadAsync(stream, _ended.Token), _ended.Token);
    }

    public static async Task<FeedReader> StartAsync(HttpClient http, CancellationToken cancellation)
    {
        var answer = await http.GetAsync("/v1/events/stream", HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!answer.IsSuccessStatusCode) throw new LoadException($"The event stream answered {answer.StatusCode}");
        return new(answer, await answer.Content.ReadAsStreamAsync(cancellation), cancellation);
    }

    /// <summary>When all of so many events of an incident had been seen; null while they have not.</summary>
    public long? SeenAll(string number, int events)
    {
        lock (_seen) return _seen.TryGetValue(number, out var seen) && seen.Events >= events ? seen.Seen : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _answer.Dispose();
        _ended.Dispose();
    }

    private async Task ReadAsync(Stream stream, CancellationToken cancellation)
    {
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellation))
        {
            if (item.Data.Length == 0) continue; // a heartbeat
            var seen = Stopwatch.GetTimestamp();
            using var happened = JsonDocument.Parse(item.Data);
            var number = happened.RootElement.GetProperty("subject").GetString()!;
            lock (_seen) _seen[number] = (_seen.GetValueOrDefault(number).Events + 1, seen);
        }
    }
}
