using System.Data.Common;
using System.Net;
using Dapper;
using IncidentNumbers;
using IncidentService.Common.Origins;
using IncidentService.Http.Replies;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using IncidentService.Timeline;

namespace IncidentService.Tests.Storage;

/// <summary>The feed is complete and in order for readers that continue from a position while changes overlap.</summary>
public abstract class FeedOrderTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const int Writers = 16;
    private const int Rounds = 20;
    private static readonly Origin Origin = new(1, "email", null, null, null);
    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await Start();
        desk = await service.Client("email");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_reader_that_continues_from_a_position_misses_no_line_of_overlapping_changes()
    {
        await using var other = await Start(beside: service);
        var numbers = await Task.WhenAll(Enumerable.Range(0, Writers / 2).Select(_ => desk.Open())); // two writers each
        var random = new Random(1);
        var pauses = Enumerable.Range(0, Writers * Rounds).Select(_ => random.Next(20)).ToArray();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var round = 0; round < Rounds; round++)
                await AddNote(writer % 2 == 0 ? service : other, numbers[writer / 2], pauses[(writer * Rounds) + round]);
        }));

        var read = new List<(long Position, long Incident, int Sequence)>();
        await Eventually.IsTrue(
            () =>
            {
                var isLast = writing.IsCompleted;
                read.AddRange(Behind(read.Count == 0 ? 0 : read[^1].Position));
                return isLast && read.Count == (Writers * Rounds) + numbers.Length;
            },
            "the reader has seen every line");

        await writing;
        Assert.Equal(Enumerable.Range(1, read.Count).Select(place => (long)place), read.Select(line => line.Position));
        Assert.All(
            read.GroupBy(line => line.Incident),
            lines => Assert.Equal(Enumerable.Range(1, lines.Count()), lines.Select(line => line.Sequence)));
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task Lines_keep_the_order_of_their_incident_even_if_the_clocks_of_the_writers_differ()
    {
        await using var other = await Start(beside: service);
        other.Clock.Advance(TimeSpan.FromHours(-1));
        var number = await desk.Open();
        for (var round = 0; round < Rounds; round++) await AddNote(round % 2 == 0 ? service : other, number, pause: 0);

        service.Register.ExpectWholeFeed();
    }

    /// <summary>The engine that has one writer cannot wait in it for anything.</summary>
    private Task AddNote(RunningService replica, string number, int pause) => replica.Change(async transaction =>
        {
            var incident = (await transaction.LockIncident(IncidentNumber.Parse(number)))!;
            incident.Append(EventTypes.NoteAdded, Origin, transaction.Now, null, "A note");
            await transaction.SaveIncident(incident);
            if (!Engine.IsSqlite) await Task.Delay(pause);
            return HttpReply.Empty(204);
        },
        CancellationToken.None);

    private List<(long Position, long Incident, int Sequence)> Behind(long position) =>
        service.Register.List<(long Position, long Incident, int Sequence)>(
        $"SELECT position, incident_id, sequence FROM events WHERE position > {position} ORDER BY position");
}
