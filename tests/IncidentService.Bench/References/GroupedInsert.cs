using System.Threading.Channels;
using Dapper;

namespace IncidentService.Bench.References;

/// <summary>The durable insert with one writer, which commits together whatever waits while it was busy with the last commit.</summary>
internal static class GroupedInsert
{
    private const int MaxGroup = 256;

    public static void Map(WebApplication app, ReferenceDatabase database)
    {
        var queue = Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });
        _ = Task.Run(() => WriteAsync(queue.Reader, database));
        app.MapPost("/items", async (NewItem item) =>
        {
            var waiting = new Waiting(item);
            queue.Writer.TryWrite(waiting);
            var id = await waiting.Written.Task;
            return TypedResults.Created($"/items/{id}", new Created(id));
        });
    }

    private static async Task WriteAsync(ChannelReader<Waiting> queue, ReferenceDatabase database)
    {
        using var connection = database.Open();
        var group = new List<(Waiting Waiting, long Id)>();
        while (await queue.WaitToReadAsync())
        {
            group.Clear();
            using var transaction = connection.BeginTransaction();
            while (group.Count < MaxGroup && queue.TryRead(out var waiting))
                group.Add((waiting, connection.QuerySingle<long>(DurableInsert.Sql, waiting.Item, transaction)));
            transaction.Commit();
            foreach (var (waiting, id) in group) waiting.Written.SetResult(id);
        }
    }

    private sealed record Waiting(NewItem Item)
    {
        public TaskCompletionSource<long> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
