using IncidentNumbers;
using IncidentService.Approvals;
using IncidentService.Contacts;
using IncidentService.Handoffs;
using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Promises;
using IncidentService.References;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

/// <summary>A contact in a request.</summary>
internal sealed record ContactRequest : IRequest<GivenContact>
{
    /// <summary>How the customer is known: email, phone, handle, loyalty or name.</summary>
    public required string Kind { get; init; }

    /// <summary>An e-mail address, a phone number, a handle with its network (x:@anna), a loyalty number, or a name.</summary>
    public required string Value { get; init; }

    public GivenContact ToInput(RequestContext request, Faults faults) => GivenContact.Read("", Kind, Value, request.Settings.Phones, faults)!;

    /// <summary>Where it is to say who the customer is.</summary>
    public GivenContact? ReadProof(string field, Rulebook rules, Faults faults)
    {
        var given = GivenContact.Read(field, Kind, Value, rules.Phones, faults);
        if (given is { LookupKey: null, Kind: ContactKinds.Name }) faults.Add(field + ".kind", "must be email, phone, handle or loyalty: a name proves nothing");
        else if (given is { LookupKey: null }) faults.Add(field + ".value", "stands for whoever withholds the number or address, and identifies nobody");
        return given;
    }

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

/// <summary>A reference in a request.</summary>
internal sealed record ReferenceRequest
{
    /// <summary>The short name of the other system: letters, digits, dots, hyphens and underscores.</summary>
    public required string System { get; init; }

    /// <summary>The identifier of the incident, or of something in it, in that system.</summary>
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

/// <summary>A new incident, with everything known about it.</summary>
internal sealed record OpenRequest : IRequest<NewIncident>
{
    /// <summary>What the incident is about, in one line.</summary>
    public string? Subject { get; init; }

    /// <summary>A short name that reports and policies use, such as price-match.</summary>
    public string? Category { get; init; }

    /// <summary>The team that works on it.</summary>
    public string? Team { get; init; }

    public IReadOnlyList<ContactRequest>? Contacts { get; init; }

    public IReadOnlyList<ReferenceRequest>? References { get; init; }

    /// <summary>The first message or note.</summary>
    public LineRequest? Message { get; init; }

    /// <summary>Approvals to grant. They need the scope approve.</summary>
    public IReadOnlyList<ApprovalRequest>? Approvals { get; init; }

    /// <summary>Promises to make.</summary>
    public IReadOnlyList<PromiseRequest>? Promises { get; init; }

    /// <summary>The receiver of a hand-off.</summary>
    public HandoffRequest? Handoff { get; init; }

    public NewIncident ToInput(RequestContext request, Faults faults) => Read(request.Settings, faults);

    public NewIncident Read(Rulebook rules, Faults faults) => new(
        faults.Wording("subject", Subject, Limits.Line),
        faults.Token("category", Category),
        faults.Token("team", Team),
        ContactRequest.ReadAll(Contacts, rules, faults),
        ReferenceRequest.ReadAll(References, rules, faults),
        Message?.Read("message.", faults))
    {
        Extras = Extras.Read("", Approvals, Promises, Handoff, faults),
    };
}

/// <summary>An open request, read.</summary>
internal sealed record NewIncident(
    string? Subject, string? Category, string? Team, IReadOnlyList<GivenContact> Contacts, IReadOnlyList<GivenReference> References, GivenLine? Message)
{
    /// <summary>Where the message comes from, when another system delivered it.</summary>
    public Facts? MessageFacts { get; init; }

    /// <summary>The number of a block that it is opened under; a new one where there is none.</summary>
    public IncidentNumber? Reserved { get; init; }

    /// <summary>The incident whose number was quoted by a sender whom it does not know.</summary>
    public long? Mismatch { get; init; }

    /// <summary>The reference that this change has found free: where another incident holds it by now, the race for it was lost.</summary>
    public GivenReference? Free { get; init; }

    public Extras Extras { get; init; } = Extras.None;
}

/// <summary>A JSON merge patch (RFC 7396): fields that are not named stay unchanged, and null removes a field.</summary>
internal sealed record PatchRequest : IRequest<IncidentPatch>
{
    public Patched Subject { get; init; }
    public Patched Category { get; init; }
    public Patched Team { get; init; }

    public IncidentPatch ToInput(RequestContext request, Faults faults) => new(
        Subject with { Value = faults.Wording("subject", Subject.Value, Limits.Line) },
        Category with { Value = faults.Token("category", Category.Value) },
        Team with { Value = faults.Token("team", Team.Value) });
}

/// <summary>A patch, read.</summary>
internal sealed record IncidentPatch(Patched Subject, Patched Category, Patched Team)
{
    /// <summary>The names of what it changes of the incident.</summary>
    public IReadOnlyList<string> ChangesOf(Incident incident)
    {
        var changed = new List<string>();
        if (Subject.Given && Subject.Value != incident.Subject) changed.Add("subject");
        if (Category.Given && Category.Value != incident.Category) changed.Add("category");
        if (Team.Given && Team.Value != incident.Team) changed.Add("team");
        return changed;
    }
}
