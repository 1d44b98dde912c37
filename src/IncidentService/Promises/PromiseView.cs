using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Incidents.Lists;
using IncidentService.Keys;

namespace IncidentService.Promises;

/// <summary>A promise to the customer, and its outcome.</summary>
internal sealed record PromiseView
{
    /// <summary>The incident it belongs to. Together with id it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The promise's ordinal within its incident.</summary>
    public int Id { get; init; }

    /// <summary>promise; or acknowledge, first-response or final-response if an SLA policy made it.</summary>
    public required string Kind { get; init; }

    /// <summary>The SLA policy that made it.</summary>
    public string? Policy { get; init; }

    /// <summary>What was promised.</summary>
    public string? Text { get; init; }

    /// <summary>open, overdue, kept, broken or withdrawn.</summary>
    public required string State { get; init; }
    public Instant DueAt { get; init; }

    /// <summary>The team that has to keep it.</summary>
    public string? Team { get; init; }
    public Instant PromisedAt { get; init; }

    /// <summary>The person who made the promise, as asserted by the caller.</summary>
    public string? PromisedBy { get; init; }

    /// <summary>The channel that made the promise.</summary>
    public string? PromisedIn { get; init; }

    /// <summary>When it became overdue: it was due and not settled.</summary>
    public Instant? OverdueAt { get; init; }

    /// <summary>
    /// When it was paused, because we wait for the customer and the SLA policy pauses. It does not become overdue meanwhile; dueAt
    /// moves when the customer answers.
    /// </summary>
    public Instant? PausedAt { get; init; }

    /// <summary>How long it was paused in seconds, without the current pause. Absent if it never was.</summary>
    public long? PausedSeconds { get; init; }

    /// <summary>When it was kept, broken or withdrawn.</summary>
    public Instant? SettledAt { get; init; }

    /// <summary>When somebody answered for it. Until then it stays on the card.</summary>
    public Instant? AnsweredAt { get; init; }

    /// <summary>
    /// The current state of its incident, or of the one that incident was merged into. Present in the list over all incidents.
    /// </summary>
    public IncidentSummary? Incident { get; init; }

    /// <summary>The view for the caller who settled the promise; without the scope read, it leaves out the text.</summary>
    public static PromiseView From(Caller? caller, Promise promise, IncidentNumber number)
    {
        var view = From(promise, number);
        return caller?.May(Scopes.Read) == true ? view : view with { Text = null };
    }

    public static PromiseView From(Promise promise, IncidentNumber number) => new()
    {
        Number = number,
        Id = promise.Ordinal,
        Kind = promise.Kind,
        Policy = promise.Policy,
        Text = promise.Text,
        State = promise.State,
        DueAt = promise.DueAt,
        Team = promise.Team,
        PromisedAt = promise.PromisedAt,
        PromisedBy = promise.Agent,
        PromisedIn = promise.Channel,
        OverdueAt = promise.OverdueAt,
        PausedAt = promise.PausedAt,
        PausedSeconds = promise.PausedMicros > 0 ? promise.PausedMicros / Instant.MicrosPerSecond : null,
        SettledAt = promise.SettledAt,
        AnsweredAt = promise.AnsweredAt,
    };
}

/// <summary>A promise for a caller who may see when it is due but not what was said.</summary>
internal sealed record PromiseTimes
{
    /// <summary>promise; or acknowledge, first-response or final-response if an SLA policy made it.</summary>
    public required string Kind { get; init; }

    /// <summary>open, overdue or broken.</summary>
    public required string State { get; init; }
    public required Instant DueAt { get; init; }

    /// <summary>When it became overdue: it was due and not settled.</summary>
    public Instant? OverdueAt { get; init; }

    /// <summary>When it was paused because we wait for the customer; absent while it runs.</summary>
    public Instant? PausedAt { get; init; }

    public static PromiseTimes From(Promise promise) =>
        new()
        {
            Kind = promise.Kind, State = promise.State, DueAt = promise.DueAt, OverdueAt = promise.OverdueAt, PausedAt = promise.PausedAt,
        };
}

/// <summary>A page of promises. `next` is the cursor of the following page and is absent on the last.</summary>
internal sealed record PromisePage(IReadOnlyList<PromiseView> Items, string? Next = null);
