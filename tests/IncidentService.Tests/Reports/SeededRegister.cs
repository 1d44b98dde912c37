using Dapper;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Lookup.Search;
using IncidentService.Promises;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Reports;

internal sealed record PlantedIncident(
    long Id, string Channel, string State, long OpenedAt, long? FirstResponseAt, long? FirstResolvedAt, int? FirstResolvedWith,
    int Interactions, int Handoffs, int Reopened,
    int Disputes, long? SurvivorId);

internal sealed record PlantedLookup(
    long Id, string Channel, long OccurredAt, string Outcome, long Micros, string? Shape, long? AnswerId, long? AnsweredAt)
{
    public bool CustomerPresent => false;
    public bool Counted => false;
}

internal sealed record PlantedPromise(
    long IncidentId, int Ordinal, string Kind, string State, string? Team, long PromisedAt, long DueAt, long? SettledAt);

/// <summary>
/// Writes rows like those of months of work directly into the file: random, but the same at every run, with many equal times and midnights.
/// </summary>
internal sealed class SeededRegister
{
    private const long Second = 1_000_000;
    private static readonly string?[] Teams = ["pricing", "desk", null];
    private static readonly string?[] Shapes = ["CAS-9999999", "RMA9999", "=9999+9", "-9999", "@9999", "A\"9,9999", null];
    private readonly Random random;

    /// <param name="seed">What decides of every row.</param>
    /// <param name="count">How many rows of each kind.</param>
    /// <param name="around">Moments that rows gather around, within some hours: midnights, and days on which clocks change.</param>
    public SeededRegister(int seed, int count, params IReadOnlyList<DateTimeOffset> around)
    {
        random = new Random(seed);
        Incidents = [.. Enumerable.Range(1, count).Select(id => NewIncident(id, Moment(around)))];
        Lookups = [.. Enumerable.Range(1, count).Select(id => NewLookup(id, Moment(around)))];
        Promises = [.. Enumerable.Range(1, count).Select(id => NewPromise(id, Moment(around)))];
    }

    public IReadOnlyList<PlantedIncident> Incidents { get; }
    public IReadOnlyList<PlantedLookup> Lookups { get; }
    public IReadOnlyList<PlantedPromise> Promises { get; }

    public Task Plant(RunningService service) => service.Seed(async connection =>
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO incidents (id, number, survivor_id, version, last_sequence, last_contact, state, channel, opened_at, updated_at, waiting_on, waiting_since,
                interactions, wait_seconds, last_handoff, first_response_at, first_resolved_at, first_resolved_with, reopened, disputes)
            VALUES (@Id, @Id, @SurvivorId, 1, 0, 0, @State, @Channel, @OpenedAt, @OpenedAt, 'us', @OpenedAt,
                @Interactions, 0, @Handoffs, @FirstResponseAt, @FirstResolvedAt, @FirstResolvedWith, @Reopened, @Disputes)
            """,
            Incidents);
        await connection.ExecuteAsync(
            """
            INSERT INTO lookups (id, occurred_at, key_id, channel, outcome, micros, shape, customer_present, counted, answer_id, answered_at)
            VALUES (@Id, @OccurredAt, 1, @Channel, @Outcome, @Micros, @Shape, @CustomerPresent, @Counted, @AnswerId, @AnsweredAt)
            """,
            Lookups);
        await connection.ExecuteAsync(
            """
            INSERT INTO promises (incident_id, ordinal, kind, state, due_at, team, promised_at, sequence, settled_at)
            VALUES (@IncidentId, @Ordinal, @Kind, @State, @DueAt, @Team, @PromisedAt, 1, @SettledAt)
            """,
            Promises);
    });

    private PlantedIncident NewIncident(int id, long at)
    {
        var resolved = random.Next(4) > 0;
        return new PlantedIncident(
            id, Pick(Channels.All), Pick(States.All), at, random.Next(5) > 0 ? at + Wait() : null, resolved ? at + Wait() : null,
            resolved ? random.Next(4) : null,
            random.Next(5), random.Next(3) / 2, random.Next(4) / 3, random.Next(5) / 4, random.Next(6) == 0 ? 1 : null);
    }

    private PlantedLookup NewLookup(int id, long at)
    {
        var outcome = random.Next(3) == 0 ? Outcomes.None : Pick(Outcomes.All);
        long? answered = random.Next(3) == 0 ? at + Wait() : null;
        return new PlantedLookup(
            id,
            Pick(Channels.All),
            at,
            outcome,
            random.Next(60),
            outcome == Outcomes.None ? Pick(Shapes) : null,
            answered is null ? null : 1,
            answered);
    }

    private PlantedPromise NewPromise(int id, long at)
    {
        var state = Pick(PromiseStates.All);
        var due = at + (20 * Second);
        return new PlantedPromise(
            id,
            1,
            Pick(PromiseKinds.All),
            state,
            Pick(Teams),
            at,
            due,
            state is PromiseStates.Open or PromiseStates.Overdue ? null : at + Wait());
    }

    /// <summary>Returns whole seconds sometimes, so that some waits are equal.</summary>
    private long Wait() => random.Next(2) == 0 ? random.Next(40) * Second : random.NextInt64(400 * Second);

    private long Moment(IReadOnlyList<DateTimeOffset> around)
    {
        var moment = (Pick(around) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return moment + random.Next(4) switch
        {
            0 => 0,
            1 => -1,
            2 => (random.Next(97) - 48) * 1800 * Second,
            _ => random.NextInt64(-100_000 * Second, 100_000 * Second),
        };
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
