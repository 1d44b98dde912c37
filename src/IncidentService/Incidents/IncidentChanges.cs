using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Incidents.Cards;
using IncidentService.Incidents.Merging;
using IncidentService.Promises;
using IncidentService.References;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Incidents;

/// <summary>An incident that was found or, if there was none, the one that was opened. One of the two is null.</summary>
internal readonly record struct FoundOrOpened(Incident? Found, CardParts? Opened);

/// <summary>Opens and patches incidents within one transaction. Every new incident is opened here.</summary>
internal static class IncidentChanges
{
    public static async Task<Outcome<CardParts>> Open(ChangeContext change, IncidentInput input)
    {
        var incident = Create(change, input);
        AppendOpened(change, incident, input);
        var contacts = new List<Contact>();
        foreach (var contact in input.Contacts) contacts.Add(await change.Transaction.AddContact(incident, contact));
        foreach (var reference in input.References)
        {
            if (await AddReference(change, incident, reference) is { } held)
                return reference == input.ExpectedFree ? throw new ConcurrencyConflictException() : held;
        }
        var promises = input.IsByMachine ? [] : PromiseChanges.MakeByPolicy(change, incident);
        if (!(await NestedItemChanges.AddAll(change, incident, input.NestedItems)).Try(out _, out var refused)) return refused;
        if (input.Message is { } message)
        {
            if (!(await NestedItemChanges.AddAll(change, incident, message.NestedItems)).Try(out var facts, out refused)) return refused;
            await MessageRecorder.Record(change, incident, message, facts ?? input.MessageFacts);
        }
        await change.Transaction.AddIncident(incident, isReserved: input.Reserved is not null);
        if (!IsKnownWhole(input)) return await change.Transaction.FindCard(incident);
        var references = CreateReferences(change, incident, input);
        return new CardParts(incident, new MergeGroup(incident, []), contacts, references, incident.PendingEvents) { Promises = promises };
    }

    /// <summary>Nothing was granted, promised or handed over by the request, and no message out settles what the policy promises.</summary>
    private static bool IsKnownWhole(IncidentInput input) =>
        input.NestedItems.IsEmpty && input.Message is null or { Direction: Directions.In, NestedItems.IsEmpty: true };

    /// <summary>Checks the caller's If-Match, then returns the found incident or opens a new one.</summary>
    public static async Task<Outcome<FoundOrOpened>> FindOrOpen(
        ChangeContext change, WriteRequest request, Incident? incident, IncidentInput wanted)
    {
        if (request.ValidateIfMatch(incident) is { } failed) return failed;
        if (incident is not null) return new FoundOrOpened(incident, null);
        return (await Open(change, wanted)).Try(out var parts, out var problem) ? new FoundOrOpened(null, parts) : problem;
    }

    /// <summary>Changes the given fields, and appends an event that lists the changed ones.</summary>
    public static Outcome<Done> Patch(ChangeContext change, Incident incident, IncidentPatchInput patch)
    {
        var changed = patch.ChangesOf(incident);
        if (changed.Count == 0) return default(Done);
        var newSubject = changed.Contains("subject");
        if (patch.Category.Given) incident.Category = patch.Category.Value;
        if (patch.Team.Given) incident.Team = patch.Team.Value;
        var facts = new Facts { Changed = changed, Category = incident.Category, Team = incident.Team };
        var line = incident.Append(EventTypes.Updated, change.Origin, change.Now, facts, newSubject ? patch.Subject.Value : null);
        if (newSubject)
            (incident.Subject, incident.SubjectPart) = (patch.Subject.Value, patch.Subject.Value is null ? null : line.Sequence);
        return default(Done);
    }

    /// <summary>Adds a reference. Null on success; a problem that names the holder if another incident holds the reference.</summary>
    public static async Task<Problem?> AddReference(ChangeContext change, Incident incident, ReferenceInput reference)
    {
        var shared = change.Settings.Systems.IsShared(reference.System);
        if (!shared && change.Transaction.ReadsBeforeWriting && await change.Transaction.LockHolder(reference) is { } holder)
            return ReferenceHeld(reference, holder);
        change.Transaction.AddReference(incident, reference, shared);
        return null;
    }

    private static Problem ReferenceHeld(ReferenceInput reference, Incident holder) =>
        Problem.From(Problems.ReferenceHeld, $"{reference.System}/{reference.Value} belongs to {holder.Number.Formatted}.")
            with { Holder = holder.Number.ToString() };

    private static Incident Create(ChangeContext change, IncidentInput input) => new()
    {
        Id = change.Transaction.NewId(),
        Number = input.Reserved ?? IncidentNumber.Mint(),
        Version = 1,
        Channel = change.Origin.Channel,
        Location = change.Origin.Location,
        Team = input.Team ?? change.Origin.Team,
        Category = input.Category,
        OpenedAt = change.Now,
        UpdatedAt = change.Now,
        WaitingSince = change.Now,
        MismatchId = input.Mismatch,
        WaitingOn = input.IsByMachine ? WaitingOn.Customer : WaitingOn.Us,
    };

    private static void AppendOpened(ChangeContext change, Incident incident, IncidentInput input)
    {
        var facts = new Facts { Number = incident.Number.ToString(), Category = incident.Category, Team = incident.Team };
        var opened = incident.Append(EventTypes.Opened, change.Origin, change.Now, facts, input.Subject);
        if (input.Subject is not null) (incident.Subject, incident.SubjectPart) = (input.Subject, opened.Sequence);
    }

    private static IReadOnlyList<Reference> CreateReferences(ChangeContext change, Incident incident, IncidentInput input) =>
        [.. input.References.Select(reference => new Reference
        {
            System = reference.System,
            Value = reference.Value,
            LookupValue = reference.LookupValue,
            Holder = change.Settings.Systems.IsShared(reference.System) ? incident.Id : 0,
            IncidentId = incident.Id,
            AddedAt = change.Now,
        }).OrderBy(reference => reference.System, StringComparer.Ordinal)
            .ThenBy(reference => reference.LookupValue, StringComparer.Ordinal)];
}
