using IncidentNumbers;
using IncidentService.Contacts;
using IncidentService.Keys;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

/// <summary>How the customer is known here.</summary>
internal sealed record CardContact
{
    /// <summary>The contact's ordinal within its incident.</summary>
    public int Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>As it was given; with its middle masked where the caller has still to confirm the customer.</summary>
    public required string Value { get; init; }
    public Instant AddedAt { get; init; }

    public static CardContact Of(Contact contact, bool masked) => new()
    {
        Id = contact.Ordinal,
        Kind = contact.Kind,
        Value = masked ? ContactMask.Of(contact.Kind, contact.Value!) : contact.Value!,
        AddedAt = contact.AddedAt,
    };
}

/// <summary>What another system calls this incident or something in it.</summary>
internal sealed record CardReference
{
    public required string System { get; init; }
    public required string Value { get; init; }

    /// <summary>One incident at most holds this value.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Learnt from a lookup that missed; found again, never certain.</summary>
    public bool Taught { get; init; }
    public Instant AddedAt { get; init; }

    public static CardReference Of(Reference reference) => new()
    {
        System = reference.System,
        Value = reference.Value,
        Exclusive = reference.Exclusive,
        Taught = reference.TaughtBy is not null,
        AddedAt = reference.AddedAt,
    };
}

/// <summary>How often the customer had to tell the story, and how long they waited for somebody to hear it.</summary>
internal sealed record InteractionCount(int Count, int WaitSeconds);

/// <summary>Everything known of an incident in one answer: stored facts and instants, nothing computed from the time of reading.</summary>
internal sealed record Card
{
    public required IncidentNumber Number { get; init; }
    public required string Formatted { get; init; }

    /// <summary>The number that was asked for, where that one was merged into this incident.</summary>
    public IncidentNumber? AskedFor { get; init; }
    public required long Version { get; init; }
    public required string State { get; init; }
    public string? Subject { get; init; }
    public string? Category { get; init; }
    public string? Team { get; init; }

    /// <summary>The channel through which the incident was opened.</summary>
    public required string Channel { get; init; }
    public string? Location { get; init; }
    public required Instant OpenedAt { get; init; }
    public required Instant UpdatedAt { get; init; }
    public required string WaitingOn { get; init; }
    public required Instant WaitingSince { get; init; }

    /// <summary>The incident whose number was quoted by a sender whom it does not know.</summary>
    public IncidentNumber? Mismatch { get; init; }
    public required InteractionCount Interactions { get; init; }
    public required IReadOnlyList<CardContact> Contacts { get; init; }
    public required IReadOnlyList<CardReference> References { get; init; }

    /// <summary>The last lines, oldest first; the whole timeline has an address of its own.</summary>
    public required IReadOnlyList<Line> Timeline { get; init; }

    /// <summary>The card for whoever changed the incident: without the scope read, only that it changed and how it stands.</summary>
    public static Card For(Caller caller, CardParts parts)
    {
        var card = Of(parts);
        return caller.May(Scopes.Read) ? card : card with { Subject = null, Contacts = [], References = [], Timeline = [] };
    }

    public static Card Of(CardParts parts, bool masked = false)
    {
        var incident = parts.Incident;
        return new Card
        {
            Number = incident.Number,
            Formatted = incident.Number.Formatted,
            AskedFor = incident.AskedFor,
            Version = incident.Version,
            State = incident.State,
            Subject = incident.Subject,
            Category = incident.Category,
            Team = incident.Team,
            Channel = incident.Channel,
            Location = incident.Location,
            OpenedAt = incident.OpenedAt,
            UpdatedAt = incident.UpdatedAt,
            WaitingOn = incident.WaitingOn,
            WaitingSince = incident.WaitingSince,
            Mismatch = incident.MismatchNumber,
            Interactions = new InteractionCount(incident.Interactions, incident.WaitSeconds),
            Contacts = [.. parts.Contacts.Where(contact => contact.Value is not null).Select(contact => CardContact.Of(contact, masked))],
            References = [.. parts.References.Select(CardReference.Of)],
            Timeline = [.. parts.LastLines.Select(Line.Of)],
        };
    }
}

/// <summary>An incident in a list.</summary>
internal sealed record IncidentSummary
{
    public required IncidentNumber Number { get; init; }
    public required string Formatted { get; init; }
    public required string State { get; init; }
    public string? Subject { get; init; }
    public string? Category { get; init; }
    public string? Team { get; init; }
    public required string Channel { get; init; }
    public required Instant OpenedAt { get; init; }
    public required Instant UpdatedAt { get; init; }
    public required string WaitingOn { get; init; }
    public required Instant WaitingSince { get; init; }

    public static IncidentSummary Of(Incident incident) => new()
    {
        Number = incident.Number,
        Formatted = incident.Number.Formatted,
        State = incident.State,
        Subject = incident.Subject,
        Category = incident.Category,
        Team = incident.Team,
        Channel = incident.Channel,
        OpenedAt = incident.OpenedAt,
        UpdatedAt = incident.UpdatedAt,
        WaitingOn = incident.WaitingOn,
        WaitingSince = incident.WaitingSince,
    };
}

/// <summary>Incidents, newest first. Next is the cursor of the following page; absent on the last.</summary>
internal sealed record IncidentPage(IReadOnlyList<IncidentSummary> Items, string? Next = null);

/// <summary>What a caller with the scope status may know.</summary>
internal sealed record IncidentStatus
{
    public required IncidentNumber Number { get; init; }
    public required string Formatted { get; init; }
    public IncidentNumber? AskedFor { get; init; }
    public required string State { get; init; }
    public required Instant OpenedAt { get; init; }
    public required Instant UpdatedAt { get; init; }
    public required string WaitingOn { get; init; }
    public required Instant WaitingSince { get; init; }

    public static IncidentStatus Of(Incident incident) => new()
    {
        Number = incident.Number,
        Formatted = incident.Number.Formatted,
        AskedFor = incident.AskedFor,
        State = incident.State,
        OpenedAt = incident.OpenedAt,
        UpdatedAt = incident.UpdatedAt,
        WaitingOn = incident.WaitingOn,
        WaitingSince = incident.WaitingSince,
    };
}
