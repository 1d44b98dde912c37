using IncidentNumbers;
using IncidentService.Approvals;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Json;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Handoffs;
using IncidentService.Http.Requests;
using IncidentService.Promises;
using IncidentService.References;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Incidents;

/// <summary>A contact in a request.</summary>
internal sealed record ContactRequest : IRequest<ContactInput>
{
    /// <summary>How the customer is known: email, phone, handle, loyalty or name.</summary>
    public required string Kind { get; init; }

    /// <summary>An e-mail address, a phone number, a handle with its network (x:@anna), a loyalty number, or a name.</summary>
    public required string Value { get; init; }

    public ContactInput ToInput(RequestContext context, ValidationErrors errors) =>
        ContactInput.Parse("", Kind, Value, context.Settings.Phones, errors)!;

    /// <summary>Parses the contact as a proof of who the customer is.</summary>
    public ContactInput? ParseProof(string field, ServiceSettings settings, ValidationErrors errors)
    {
        var input = ContactInput.Parse(field, Kind, Value, settings.Phones, errors);
        if (input is { LookupKey: null, Kind: ContactKinds.Name })
            errors.Add(field + ".kind", "must be email, phone, handle or loyalty: a name proves nothing");
        else if (input is { LookupKey: null })
            errors.Add(field + ".value", "stands for whoever withholds the number or address, and identifies nobody");
        return input;
    }

    public static IReadOnlyList<ContactInput> ParseAll(
        IReadOnlyList<ContactRequest>? given, ServiceSettings settings, ValidationErrors errors)
    {
        if (given is null) return [];
        if (given.Count > Limits.Contacts) errors.Add("contacts", $"must have at most {Limits.Contacts} items");
        return [.. given.Take(Limits.Contacts)
            .Select((contact, index) => ContactInput.Parse($"contacts[{index}]", contact?.Kind, contact?.Value, settings.Phones, errors))
            .OfType<ContactInput>()
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

    public static IReadOnlyList<ReferenceInput> ParseAll(
        IReadOnlyList<ReferenceRequest>? given, ServiceSettings settings, ValidationErrors errors)
    {
        if (given is null) return [];
        if (given.Count > Limits.References) errors.Add("references", $"must have at most {Limits.References} items");
        return [.. given.Take(Limits.References)
            .Select((reference, index) => ReferenceInput.Parse(
                $"references[{index}]", reference?.System, reference?.Value, settings.Systems, errors))
            .OfType<ReferenceInput>()
            .DistinctBy(reference => (reference.System, reference.LookupValue))];
    }
}

/// <summary>A new incident, with everything known about it.</summary>
internal sealed record OpenRequest : IRequest<IncidentInput>
{
    /// <summary>What the incident is about, in one line. The customer sees it on the page.</summary>
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

    public IncidentInput ToInput(RequestContext context, ValidationErrors errors) => Validate(context.Settings, errors);

    public IncidentInput Validate(ServiceSettings settings, ValidationErrors errors) => new(
        errors.ParseMaskedLine("subject", Subject, Limits.Line),
        errors.ParseToken("category", Category),
        errors.ParseToken("team", Team),
        ContactRequest.ParseAll(Contacts, settings, errors),
        ReferenceRequest.ParseAll(References, settings, errors))
    {
        Message = Message?.Validate("message.", errors),
        NestedItems = NestedItems.Validate("", Approvals, Promises, Handoff, errors),
    };
}

/// <summary>A validated request to open an incident.</summary>
internal sealed record IncidentInput(
    string? Subject, string? Category, string? Team, IReadOnlyList<ContactInput> Contacts, IReadOnlyList<ReferenceInput> References)
{
    public LineInput? Message { get; init; }

    /// <summary>The origin of the message, if another system delivered it.</summary>
    public Facts? MessageFacts { get; init; }

    /// <summary>The reserved number to open the incident under; null to issue a new number.</summary>
    public IncidentNumber? Reserved { get; init; }

    /// <summary>The incident whose number the sender quoted although the incident does not know the sender.</summary>
    public long? Mismatch { get; init; }

    /// <summary>
    /// The reference, which no incident held when this change looked. If another incident holds it by now, the change is retried.
    /// </summary>
    public ReferenceInput? ExpectedFree { get; init; }

    public NestedItems NestedItems { get; init; } = NestedItems.Empty;

    /// <summary>True if an automatic message in opens it. It then waits on nobody, and no SLA clock runs.</summary>
    public bool IsByMachine => Message is { Automatic: true, Direction: Directions.In };
}

/// <summary>A JSON merge patch (RFC 7396): fields that are not named stay unchanged, and null removes a field.</summary>
internal sealed record PatchRequest : IRequest<IncidentPatchInput>
{
    public Patched Subject { get; init; }
    public Patched Category { get; init; }
    public Patched Team { get; init; }

    public IncidentPatchInput ToInput(RequestContext context, ValidationErrors errors) => new(
        Subject with { Value = errors.ParseMaskedLine("subject", Subject.Value, Limits.Line) },
        Category with { Value = errors.ParseToken("category", Category.Value) },
        Team with { Value = errors.ParseToken("team", Team.Value) });
}

/// <summary>A validated patch.</summary>
internal sealed record IncidentPatchInput(Patched Subject, Patched Category, Patched Team)
{
    /// <summary>The names of the fields whose values the patch changes.</summary>
    public IReadOnlyList<string> ChangesOf(Incident incident)
    {
        var changed = new List<string>();
        if (Subject.Given && Subject.Value != incident.Subject) changed.Add("subject");
        if (Category.Given && Category.Value != incident.Category) changed.Add("category");
        if (Team.Given && Team.Value != incident.Team) changed.Add("team");
        return changed;
    }
}
