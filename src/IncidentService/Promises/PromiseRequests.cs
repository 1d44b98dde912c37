using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Requests;

namespace IncidentService.Promises;

/// <summary>A promise: what the customer was told will happen, and by when.</summary>
internal sealed record PromiseRequest : IRequest<PromiseInput>
{
    /// <summary>The promise, in the words that the customer heard.</summary>
    public required string Text { get; init; }

    /// <summary>The due time, an RFC 3339 time in the future.</summary>
    public required string DueAt { get; init; }

    /// <summary>The team that has to keep it. The default is the team of the caller, else the team of the incident.</summary>
    public string? Team { get; init; }

    public PromiseInput ToInput(RequestContext context, ValidationErrors errors) => Validate("", errors);

    public PromiseInput Validate(string at, ValidationErrors errors)
    {
        var text = errors.ParseText(at + "text", Text, Limits.Text, required: true);
        if (string.IsNullOrEmpty(DueAt)) errors.Add(at + "dueAt", "is required: an RFC 3339 time in the future");
        return new PromiseInput(
            at,
            text ?? "",
            (DueAt is { Length: > 0 } due ? errors.ParseInstant(at + "dueAt", due) : null) ?? default,
            errors.ParseToken(at + "team", Team));
    }
}

/// <summary>A validated promise. `At` is its position in the request, for error messages.</summary>
internal sealed record PromiseInput(string At, string Text, Instant DueAt, string? Team);

/// <summary>The outcome of a promise.</summary>
internal sealed record PromiseOutcomeRequest : IRequest<PromiseOutcomeInput>
{
    /// <summary>kept, broken or withdrawn.</summary>
    public required string Outcome { get; init; }

    /// <summary>How it was kept, or why not. A note answers for a broken promise.</summary>
    public string? Note { get; init; }

    public PromiseOutcomeInput ToInput(RequestContext context, ValidationErrors errors) => new(
        errors.ParseOneOf("outcome", Outcome, PromiseStates.Outcomes, required: true) ?? "", errors.ParseText("note", Note, Limits.Text));
}

/// <summary>A validated outcome.</summary>
internal sealed record PromiseOutcomeInput(string Outcome, string? Note);

/// <summary>The filter of the list of promises that nobody has answered for. All given conditions must hold.</summary>
internal sealed record PromiseFilter(string? State, string? Team, string? Channel, Instant? DueBefore)
{
    /// <summary>The text of the filter, which cursors are bound to.</summary>
    public string CursorScope => string.Join('\n', "promises", State, Team, Channel, DueBefore);
}

/// <summary>The filters of the list in a URL.</summary>
internal sealed record PromiseQuery : FilterQuery<PromiseFilter>
{
    public string? State { get; init; }
    public string? Team { get; init; }
    public string? Channel { get; init; }
    public string? DueBefore { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public override string? Limit { get; init; }

    /// <summary>The cursor of the page: the `next` of the previous page.</summary>
    public override string? Cursor { get; init; }

    protected override PromiseFilter ToFilter(RequestContext context, ValidationErrors errors) => new(
        errors.ParseOneOf("state", State, PromiseStates.Unanswered), errors.ParseToken("team", Team),
        errors.ParseOneOf("channel", Channel, Channels.All), errors.ParseInstant("dueBefore", DueBefore));
}
