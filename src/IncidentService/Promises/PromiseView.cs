using IncidentNumbers;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Promises;

/// <summary>What the customer was promised, and what became of it.</summary>
internal sealed record PromiseView
{
    /// <summary>The incident that it belongs to: with id, its address for ever.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The promise's ordinal within its incident.</summary>
    public int Id { get; init; }

    /// <summary>promise; or acknowledge, first-response, final-response where an SLA policy made it.</summary>
    public required string Kind { get; init; }

    /// <summary>The SLA policy that made it.</summary>
    public string? Policy { get; init; }

    /// <summary>What was promised.</summary>
    public string? Text { get; init; }

    /// <summary>open, overdue, kept, broken or withdrawn.</summary>
    public required string State { get; init; }
    public Instant DueAt { get; init; }

    /// <summary>The team that keeps it.</summary>
    public string? Team { get; init; }
    public Instant PromisedAt { get; init; }

    /// <summary>The person that promised, as the caller asserted.</summary>
    public string? PromisedBy { get; init; }

    /// <summary>The channel that promised.</summary>
    public string? PromisedIn { get; init; }

    /// <summary>When it turned overdue: it was due, and had not been settled.</summary>
    public Instant? OverdueAt { get; init; }

    /// <summary>When it was kept, broken or withdrawn.</summary>
    public Instant? SettledAt { get; init; }

    /// <summary>When somebody answered for it; until then it is on the card.</summary>
    public Instant? AnsweredAt { get; init; }

    /// <summary>In the list over all incidents: the one that it belongs to, or that one's survivor, as it stands.</summary>
    public IncidentSummary? Incident { get; init; }

    /// <summary>For whoever settled it: without the scope read, what was said is not shown.</summary>
    public static PromiseView For(ChangeContext change, Promise promise, IncidentNumber number)
    {
        var view = Of(promise, number);
        return change.May(Scopes.Read) ? view : view with { Text = null };
    }

    public static PromiseView Of(Promise promise, IncidentNumber number) => new()
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
        SettledAt = promise.SettledAt,
        AnsweredAt = promise.AnsweredAt,
    };
}

/// <summary>A promise to a caller who may know when it is due, and not what was said.</summary>
internal sealed record PromiseTimes
{
    /// <summary>promise; or acknowledge, first-response, final-response where an SLA policy made it.</summary>
    public required string Kind { get; init; }

    /// <summary>open, overdue or broken.</summary>
    public required string State { get; init; }
    public required Instant DueAt { get; init; }

    /// <summary>When it turned overdue: it was due, and had not been settled.</summary>
    public Instant? OverdueAt { get; init; }

    public static PromiseTimes Of(Promise promise) => new() { Kind = promise.Kind, State = promise.State, DueAt = promise.DueAt, OverdueAt = promise.OverdueAt };
}

/// <summary>Promises. Next is the cursor of the following page; absent on the last.</summary>
internal sealed record PromisePage(IReadOnlyList<PromiseView> Items, string? Next = null);
