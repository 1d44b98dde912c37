using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Contacts;
using IncidentService.Hosting;
using IncidentService.Promises;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

/// <summary>Opens an incident with all that is known of it, within one transaction. Every way to a new incident leads through here.</summary>
internal static class Opening
{
    public static async Task<Outcome<CardParts>> Open(ChangeContext change, NewIncident given)
    {
        var incident = Create(change, given);
        Narrate(change, incident, given);
        var contacts = new List<Contact>();
        foreach (var contact in given.Contacts) contacts.Add(await change.Transaction.AddContact(incident, contact));
        foreach (var reference in given.References)
        {
            if (await Hold(change, incident, reference) is { } held) return reference == given.Free ? throw new LostRaceException() : held;
        }
        Promising.MakeByPolicy(change, incident);
        if (!(await Bringing.Bring(change, incident, given.Extras)).Try(out _, out var refused)) return refused;
        if (given.Message is { } message)
        {
            if (!(await Bringing.Bring(change, incident, message.Extras)).Try(out var facts, out refused)) return refused;
            await Telling.Tell(change, incident, message, facts ?? given.MessageFacts);
        }
        await change.Transaction.Insert(incident, isReserved: given.Reserved is not null);
        if (incident is not { LastApproval: 0, LastPromise: 0, LastHandoff: 0 }) return await change.Transaction.ReadCard(incident);
        return new CardParts(incident, new Family(incident, []), contacts, References(change, incident, given), incident.News);
    }

    /// <summary>Changes what is named, and tells what has changed.</summary>
    public static Outcome<Done> Patch(ChangeContext change, Incident incident, IncidentPatch patch)
    {
        var changed = patch.ChangesOf(incident);
        if (changed.Count == 0) return default(Done);
        var newSubject = changed.Contains("subject");
        if (patch.Category.Given) incident.Category = patch.Category.Value;
        if (patch.Team.Given) incident.Team = patch.Team.Value;
        var facts = new Facts { Changed = changed, Category = incident.Category, Team = incident.Team };
        var line = incident.Append(EventTypes.Updated, change.Origin, change.Now, facts, newSubject ? patch.Subject.Value : null);
        if (newSubject) (incident.Subject, incident.SubjectPart) = (patch.Subject.Value, patch.Subject.Value is null ? null : line.Sequence);
        return default(Done);
    }

    /// <summary>Null when the incident has the reference now; the holder where another one does.</summary>
    public static async Task<Problem?> Hold(ChangeContext change, Incident incident, GivenReference reference)
    {
        var shared = change.Settings.Systems.IsShared(reference.System);
        if (!shared && await Holder(change.Transaction, reference) is { } holder) return Held(reference, holder);
        change.Transaction.AddReference(incident, reference, shared);
        return null;
    }

    private static async Task<Incident?> Holder(Transaction transaction, GivenReference reference)
    {
        var others = await transaction.HoldersOf(reference);
        return others.FirstOrDefault(other => other.TaughtBy is null) is { } other
            ? await transaction.Lock(other.IncidentId)
            : null;
    }

    private static Problem Held(GivenReference reference, Incident holder) =>
        Problem.Of(Problems.ReferenceHeld, $"{reference.System}/{reference.Value} belongs to {holder.Number.Formatted}.") with { Holder = holder.Number.ToString() };

    private static Incident Create(ChangeContext change, NewIncident given) => new()
    {
        Id = change.Transaction.NewId(),
        Number = given.Reserved ?? IncidentNumber.Mint(),
        Version = 1,
        Channel = change.Origin.Channel,
        Location = change.Origin.Location,
        Team = given.Team ?? change.Origin.Team,
        Category = given.Category,
        OpenedAt = change.Now,
        UpdatedAt = change.Now,
        WaitingSince = change.Now,
        MismatchId = given.Mismatch,
    };

    private static void Narrate(ChangeContext change, Incident incident, NewIncident given)
    {
        var facts = new Facts { Number = incident.Number.ToString(), Category = incident.Category, Team = incident.Team };
        var opened = incident.Append(EventTypes.Opened, change.Origin, change.Now, facts, given.Subject);
        if (given.Subject is not null) (incident.Subject, incident.SubjectPart) = (given.Subject, opened.Sequence);
    }

    private static IReadOnlyList<Reference> References(ChangeContext change, Incident incident, NewIncident given) =>
        [.. given.References.Select(reference => new Reference
        {
            System = reference.System,
            Value = reference.Value,
            LookupValue = reference.LookupValue,
            Holder = change.Settings.Systems.IsShared(reference.System) ? incident.Id : 0,
            IncidentId = incident.Id,
            AddedAt = change.Now,
        }).OrderBy(reference => reference.System, StringComparer.Ordinal).ThenBy(reference => reference.LookupValue, StringComparer.Ordinal)];
}
