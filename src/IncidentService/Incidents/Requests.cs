using IncidentService.Contacts;
using IncidentService.Hosting;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

/// <summary>A contact as a caller gives it.</summary>
internal sealed record ContactRequest
{
    /// <summary>How the customer is known: email, phone, handle, loyalty or name.</summary>
    public required string Kind { get; init; }

    /// <summary>An e-mail address, a phone number, a handle with its network (x:@anna), a loyalty number, or a name.</summary>
    public required string Value { get; init; }

    public static IReadOnlyList<GivenContact> ReadAll(IReadOnlyList<ContactRequest>? given, Rulebook rules, Faults faults)
    {
        if (given is null) return [];
        if (given.Count > Limits.Contacts) faults.Add("contacts", $"must have at most {Limits.Contacts} items");
        return [.. given.Take(Limits.Contacts)
            .Select((contact, index) => GivenContact.Read($"contacts[{index}]", contact?.Kind, contact?.Value, rules.Phones, faults))
            .OfType<GivenContact>()
            .DistinctBy(contact => contact.LookupKey ?? contact.Kind + ":" + contact.Value)];
    }
}

/// <summary>A reference as a caller gives it.</summary>
internal sealed record ReferenceRequest
{
    /// <summary>The other system's short name: letters, digits, dots, hyphens and underscores.</summary>
    public required string System { get; init; }

    /// <summary>What that system calls the incident, or something in it.</summary>
    public required string Value { get; init; }

    public static IReadOnlyList<GivenReference> ReadAll(IReadOnlyList<ReferenceRequest>? given, Rulebook rules, Faults faults)
    {
        if (given is null) return [];
        if (given.Count > Limits.References) faults.Add("references", $"must have at most {Limits.References} items");
        return [.. given.Take(Limits.References)
            .Select((reference, index) => GivenReference.Read($"references[{index}]", reference?.System, reference?.Value, rules.Systems, faults))
            .OfType<GivenReference>()
            .DistinctBy(reference => (reference.System, reference.LookupValue))];
    }
}

/// <summary>A new incident, with everything that is known of it.</summary>
internal sealed record OpenRequest
{
    /// <summary>What it is about, in one line.</summary>
    public string? Subject { get; init; }

    /// <summary>A short name that reports and policies go by, such as price-match.</summary>
    public string? Category { get; init; }

    /// <summary>The team that works on it.</summary>
    public string? Team { get; init; }

    public IReadOnlyList<ContactRequest>? Contacts { get; init; }

    public IReadOnlyList<ReferenceRequest>? References { get; init; }

    /// <summary>The first message or note.</summary>
    public LineRequest? Message { get; init; }

    public NewIncident Read(Rulebook rules, Faults faults) => new(
        faults.Prose("subject", Subject is null ? null : faults.Line("subject", Subject, Limits.Line), Limits.Line),
        faults.Token("category", Category),
        faults.Token("team", Team),
        ContactRequest.ReadAll(Contacts, rules, faults),
        ReferenceRequest.ReadAll(References, rules, faults),
        Message?.Read("message.", faults));
}

/// <summary>An open request, read.</summary>
internal sealed record NewIncident(
    string? Subject, string? Category, string? Team, IReadOnlyList<GivenContact> Contacts, IReadOnlyList<GivenReference> References, GivenLine? Message)
{
    /// <summary>Where the message comes from, when another system delivered it.</summary>
    public Facts? MessageFacts { get; init; }
}

/// <summary>Which incidents to list; every condition that is given must hold.</summary>
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
    public GivenReference? Reference { get; init; }
    public IReadOnlyList<string> Words { get; init; } = [];
    public (Instant OpenedAt, long Id)? Before { get; init; }

    /// <summary>What a cursor is bound to.</summary>
    public string Mark => string.Join(
        '\n', State, Channel, Category, Team, WaitingOn, OpenedFrom, OpenedTo, UpdatedFrom, UpdatedTo, ContactKey, Reference?.System, Reference?.LookupValue, string.Join(' ', Words));
}

/// <summary>The filters of a list, as they stand in an address. Contacts never do: they are searched for with a body.</summary>
internal sealed record ListQuery
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

    /// <summary>How many items a page has, 1 to 200; 50 when not given.</summary>
    public string? Limit { get; init; }

    /// <summary>The next of the page before.</summary>
    public string? Cursor { get; init; }

    public IncidentFilter Read(Faults faults) => new()
    {
        State = faults.OneOf("state", State, States.All),
        Channel = faults.OneOf("channel", Channel, Channels.All),
        Category = faults.Token("category", Category),
        Team = faults.Token("team", Team),
        WaitingOn = faults.OneOf("waitingOn", WaitingOn, Incidents.WaitingOn.All),
        OpenedFrom = faults.Moment("openedFrom", OpenedFrom),
        OpenedTo = faults.Moment("openedTo", OpenedTo),
        UpdatedFrom = faults.Moment("updatedFrom", UpdatedFrom),
        UpdatedTo = faults.Moment("updatedTo", UpdatedTo),
    };
}

/// <summary>A search: the filters of the list, and what must not stand in an address.</summary>
internal sealed record SearchRequest
{
    /// <summary>Words of subject, messages and notes; each must be there, whole or as the beginning of a word, in any case and with or without accents.</summary>
    public string? Words { get; init; }

    /// <summary>One of any kind but a name, which proves nothing.</summary>
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

    /// <summary>How many items a page has, 1 to 200; 50 when not given.</summary>
    public int? Limit { get; init; }
    public string? Cursor { get; init; }

    public IncidentFilter Read(Rulebook rules, Faults faults)
    {
        var words = faults.Line("words", Words, Limits.Line);
        var wanted = words is null ? [] : SearchWords.Of([words]);
        if (words is not null && wanted.Count == 0) faults.Add("words", "must hold a word of two letters or digits at least");
        var contact = Contact is null ? null : GivenContact.Read("contact", Contact.Kind, Contact.Value, rules.Phones, faults);
        if (contact is { LookupKey: null }) faults.Add("contact.kind", "must be email, phone, handle or loyalty: a name proves nothing");
        return Filters.Read(faults) with
        {
            Words = [.. wanted],
            ContactKey = contact?.LookupKey,
            Reference = Reference is null ? null : GivenReference.Read("reference", Reference.System, Reference.Value, rules.Systems, faults),
        };
    }

    private ListQuery Filters => new()
    {
        State = State, Channel = Channel, Category = Category, Team = Team, WaitingOn = WaitingOn,
        OpenedFrom = OpenedFrom, OpenedTo = OpenedTo, UpdatedFrom = UpdatedFrom, UpdatedTo = UpdatedTo,
    };
}

/// <summary>A JSON merge patch (RFC 7396): what is not named stays, null takes away.</summary>
internal sealed record PatchRequest
{
    public Patched Subject { get; init; }
    public Patched Category { get; init; }
    public Patched Team { get; init; }
}
