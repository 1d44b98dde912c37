using Dapper;
using IncidentService.Http.Replies;
using IncidentService.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.Storage;

/// <summary>Cancelling removes a change from the queue, and stops no change that has started.</summary>
public sealed class CancellationTests : IAsyncLifetime
{
    private readonly HangUps hangUps = new();
    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start(services: services => services.AddSingleton<IStartupFilter>(hangUps));
        desk = await service.Client("email");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_cancelled_change_leaves_the_queue_and_never_runs()
    {
        using var cancellation = new CancellationTokenSource();
        var ran = false;
        Task<HttpReply> cancelled;
        var neighbours = new QueuedRequests(service, desk);
        await using (var blocked = new BlockedWriter(service))
        {
            await neighbours.Send(blocked, 3);
            cancelled = service.Change(_ => { ran = true; return Task.FromResult(HttpReply.Empty(204)); }, cancellation.Token);
            await neighbours.Send(blocked, 3);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled); // at once, while the writer is still blocked
        }

        await neighbours.ExpectOpened();
        Assert.False(ran);
    }

    [Fact]
    public async Task A_change_that_has_started_runs_to_its_end_after_its_caller_disconnects()
    {
        using var cancellation = new CancellationTokenSource();

        var reply = await service.Change(async transaction =>
            {
                await cancellation.CancelAsync();
                await transaction.Connection.ExecuteAsync("INSERT INTO texts (owner_id, part, body) VALUES (-1, 0, 'done')");
                return HttpReply.Empty(204);
            },
            cancellation.Token);

        Assert.Equal(204, reply.Status);
        Assert.Equal("done", service.Register.Scalar<string>("SELECT body FROM texts WHERE owner_id = -1"));
    }

    [Fact]
    public async Task A_caller_that_disconnects_removes_only_its_own_request_from_the_queue()
    {
        using var http = new HttpClient { BaseAddress = service.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", desk.Key);
        using var hangUp = new CancellationTokenSource();
        var neighbours = new QueuedRequests(service, desk);
        await using (var blocked = new BlockedWriter(service))
        {
            var impatient = http.PostAsync(
                "/v1/incidents", new StringContent("{\"subject\":\"never mind\"}", null, "application/json"), hangUp.Token);
            await blocked.Waiting(1);
            await neighbours.Send(blocked, 3);
            await hangUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
            await Eventually.IsTrue(() => hangUps.Seen == 1, "the service sees that the caller has gone");
        }

        await neighbours.ExpectOpened();
    }

    /// <summary>Counts the disconnected callers, after the service itself has been notified.</summary>
    private sealed class HangUps : IStartupFilter
    {
        private int seen;

        public int Seen => Volatile.Read(ref seen);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, following) =>
            {
                http.RequestAborted.Register(() => Interlocked.Increment(ref seen)); // the first registered is the last called
                return following(http);
            });
            next(app);
        };
    }
}
