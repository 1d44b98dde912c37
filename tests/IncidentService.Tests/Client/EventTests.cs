using IncidentService.Client;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Client;

/// <summary>The client reads feed and stream over a connection that breaks.</summary>
public sealed class EventTests : IAsyncLifetime
{
    // The length of a turn depends on the machine. A wait of the client takes few turns, and responses get many.
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(25);

    private readonly TestClock clock = new();
    private RunningService service = null!;
    private FaultyProxy line = null!;
    private IncidentClient desk = null!;
    private IncidentClient listener = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start();
        line = await FaultyProxy.To(service.Address);
        desk = await service.SdkClient("email");
        var options = Sdk.Options(line.Address, await service.Key("web", ["read"]));
        (options.AttemptTimeout, options.TotalTimeout) = (TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        listener = new IncidentClient(options, clock);
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        desk.Dispose();
        await line.DisposeAsync();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task The_feed_is_read_to_its_end_and_later_from_there()
    {
        for (var index = 0; index < 7; index++) await desk.Incidents.OpenAsync(new());
        var (first, cursor) = await Read(null);
        await desk.Incidents.OpenAsync(new());
        var (second, _) = await Read(cursor);

        Assert.Equal(7, first.Count);
        Assert.Single(second);
        Assert.Equal(8, first.Concat(second).Distinct().Count());
    }

    [Fact]
    public async Task An_interrupted_stream_resumes_at_its_position()
    {
        var (_, cursor) = await Read(null);
        for (var index = 0; index < 20; index++) await desk.Incidents.OpenAsync(new());
        var (expected, _) = await Read(cursor);
        line.Break(Fault.Cut, Fault.Reset, Fault.Cut, Fault.Unavailable);

        Assert.Equal(expected, await ReadEvents(cursor, expected.Count));
    }

    [Fact]
    public async Task An_event_cut_off_by_a_disconnect_arrives_over_the_next_connection()
    {
        var (_, cursor) = await Read(null);
        for (var index = 0; index < 3; index++) await desk.Incidents.OpenAsync(new());
        var (expected, _) = await Read(cursor);
        line.Break(Fault.Torn, Fault.Torn);

        Assert.Equal(expected, await ReadEvents(cursor, expected.Count));
    }

    [Fact]
    public async Task A_silent_stream_is_replaced_by_a_new_connection()
    {
        var (_, cursor) = await Read(null);
        await desk.Incidents.OpenAsync(new());
        line.Break(Fault.Stuck);
        var reading = ReadEvents(cursor, 2);
        await Eventually.IsTrue(() => line.Requests.Any(request => request.Path == "/v1/events/stream"), "the stream to begin");
        await desk.Incidents.OpenAsync(new());

        Assert.Equal((await Read(cursor)).Ids, await reading);
    }

    [Fact]
    public async Task A_refused_stream_states_the_reason()
    {
        await Assert.ThrowsAsync<IncidentApiException>(() => ReadEvents("no-cursor", 1));
    }

    private async Task<(IReadOnlyList<string> Ids, string Cursor)> Read(string? after)
    {
        var ids = new List<string>();
        await foreach (var page in desk.Events.ReadAllAsync(after, new() { PageSize = 3 }))
        {
            ids.AddRange(page.Items.Select(happened => happened.Id));
            after = page.Next;
        }
        return (ids, after!);
    }

    /// <summary>Reads a number of events while the client's clock advances.</summary>
    private async Task<IReadOnlyList<string>> ReadEvents(string after, int count)
    {
        var heard = Task.Run(async () =>
        {
            var ids = new List<string>();
            await foreach (var happened in listener.Events.StreamAsync(after))
            {
                ids.Add(happened.Event.Id);
                if (ids.Count == count) break;
            }
            return ids;
        });
        await Eventually.IsTrue(() =>
        {
            clock.Advance(line.IsIdle ? Second : Moment);
            return heard.IsCompleted;
        }, "the events");
        return await heard;
    }
}
