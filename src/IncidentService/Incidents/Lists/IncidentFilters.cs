using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Requests;
using IncidentService.References;

namespace IncidentService.Incidents.Lists;

internal static class Orders
{
    public const string Newest = "newest";
    public const string LongestWaiting = "longest-waiting";
    public static readonly IReadOnlyList<string> All = [Newest, LongestWaiting];
}

/// <summary>The filter and order of a list of incidents. All given conditions must hold.</summary>
internal sealed record IncidentFilter
{
    public string? State { get; init; }
    public string? Channel { get; init; }
    public string? Category { get; init; }
    public string? Team { get; init; }
    public string? WaitingOn { get; init; }
    public Instant? OpenedFrom { get; init; }
    public Instant? OpenedTo { get; init; }
    public Instant? UpdatedFrom { get; init; }
    public Instant? UpdatedTo { get; init; }
    public string? ContactKey { get; init; }
    public ReferenceInput? Reference { get; init; }
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>True to list the longest waits on us first, without closed incidents; false to list the newest first.</summary>
    public bool LongestWaiting { get; init; }

    /// <summary>The last incident of the previous page: when its wait began, or when it was opened.</summary>
    public (Instant At, long Id)? Behind { get; init; }

    /// <summary>The text of the filter, which cursors are bound to.</summary>
    public string CursorScope => string.Join(
        '\n', LongestWaiting, State, Channel, Category, Team, WaitingOn, OpenedFrom, OpenedTo, UpdatedFrom, UpdatedTo, ContactKey,
        Reference?.System, Reference?.LookupValue, string.Join(' ', Words));
}

/// <summary>The filters of a list in a URL. Contacts must not appear there; a search takes them in the body.</summary>
internal sealed record ListQuery : FilterQuery<IncidentFilter>
{
    /// <summary>open, resolved or closed.</summary>
    public string? State { get; init; }

    /// <summary>The channel through which it was opened.</summary>
    public string? Channel { get; init; }
    public string? Category { get; init; }
    public string? Team { get; init; }

    /// <summary>us or customer.</summary>
    public string? WaitingOn { get; init; }

    /// <summary>Opened at this RFC 3339 time or later.</summary>
    public string? OpenedFrom { get; init; }

    /// <summary>Opened before this RFC 3339 time.</summary>
    public string? OpenedTo { get; init; }

    /// <summary>Changed last at this RFC 3339 time or later.</summary>
    public string? UpdatedFrom { get; init; }

    /// <summary>Changed last before this RFC 3339 time.</summary>
    public string? UpdatedTo { get; init; }

    /// <summary>
    /// newest (default), or longest-waiting: incidents whose customer has waited on us longest come first, across all channels; closed
    /// incidents are left out.
    /// </summary>
    public string? Order { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public override string? Limit { get; init; }

    /// <summary>The cursor of the page: the `next` of the previous page.</summary>
    public override string? Cursor { get; init; }

    protected override IncidentFilter ToFilter(RequestContext context, ValidationErrors errors) => Validate(errors);

    public IncidentFilter Validate(ValidationErrors errors) => new()
    {
        LongestWaiting = ParseOrder(errors) == Orders.LongestWaiting,
        State = errors.ParseOneOf("state", State, States.All),
        Channel = errors.ParseOneOf("channel", Channel, Channels.All),
        Category = errors.ParseToken("category", Category),
        Team = errors.ParseToken("team", Team),
        WaitingOn = errors.ParseOneOf("waitingOn", WaitingOn, Incidents.WaitingOn.All),
        OpenedFrom = errors.ParseInstant("openedFrom", OpenedFrom),
        OpenedTo = errors.ParseInstant("openedTo", OpenedTo),
        UpdatedFrom = errors.ParseInstant("updatedFrom", UpdatedFrom),
        UpdatedTo = errors.ParseInstant("updatedTo", UpdatedTo),
    };

    private string? ParseOrder(ValidationErrors errors)
    {
        var order = errors.ParseOneOf("order", Order, Orders.All);
        if (order == Orders.LongestWaiting && WaitingOn == Incidents.WaitingOn.Customer)
            errors.Add("order", "longest-waiting lists what waits on us: leave waitingOn out, or make it us");
        return order;
    }
}

/// <summary>A search with the filters of the list, and with filters that must not appear in a URL.</summary>
internal sealed record SearchRequest : IRequest<(IncidentFilter Filter, PageInput Page)>
{
    /// <summary>
    /// Words from subject, messages and notes. All of them must occur, whole or as a prefix, regardless of case and accents.
    /// </summary>
    public string? Words { get; init; }

    /// <summary>A contact of any kind except a name, which proves nothing.</summary>
    public ContactRequest? Contact { get; init; }
    public ReferenceRequest? Reference { get; init; }
    public string? State { get; init; }
    public string? Channel { get; init; }
    public string? Category { get; init; }
    public string? Team { get; init; }
    public string? WaitingOn { get; init; }
    public string? OpenedFrom { get; init; }
    public string? OpenedTo { get; init; }
    public string? UpdatedFrom { get; init; }
    public string? UpdatedTo { get; init; }

    /// <summary>
    /// newest (default), or longest-waiting: incidents whose customer has waited on us longest come first, across all channels; closed
    /// incidents are left out.
    /// </summary>
    public string? Order { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public int? Limit { get; init; }
    public string? Cursor { get; init; }

    public (IncidentFilter Filter, PageInput Page) ToInput(RequestContext context, ValidationErrors errors) =>
        (Validate(context.Settings, errors),
            new PageInput(errors.ValidateRange("limit", Limit, 1, Limits.Page) ?? Limits.PageDefault, Cursor));

    private IncidentFilter Validate(ServiceSettings settings, ValidationErrors errors)
    {
        var words = errors.ParseLine("words", Words, Limits.Line);
        var wanted = words is null ? [] : SearchWords.Extract([words]);
        if (wanted.Count > Limits.SearchWords) errors.Add("words", $"must have at most {Limits.SearchWords} words");
        if (words is not null && wanted.Count == 0) errors.Add("words", "must hold a word of two letters or digits at least");
        var contact = Contact?.ParseProof("contact", settings, errors);
        return Filters.Validate(errors) with
        {
            Words = [.. wanted],
            ContactKey = contact?.LookupKey,
            Reference = Reference is null
                ? null
                : ReferenceInput.Parse("reference", Reference.System, Reference.Value, settings.Systems, errors),
        };
    }

    private ListQuery Filters => new()
    {
        State = State, Channel = Channel, Category = Category, Team = Team, WaitingOn = WaitingOn,
        OpenedFrom = OpenedFrom, OpenedTo = OpenedTo, UpdatedFrom = UpdatedFrom, UpdatedTo = UpdatedTo, Order = Order,
    };
}
