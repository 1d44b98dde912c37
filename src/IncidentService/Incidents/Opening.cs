using IncidentNumbers;
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
    /// <summary>Free is a reference that this change has found free: where another incident holds it by now, the race for it was lost.</summary>
    public static async Task<(CardParts? Parts, Problem? Problem)> Open(
        Transaction transaction, Rulebook rules, Call call, NewIncident given, long? mismatch = null, GivenReference? free = null)
    {
        var origin = call.Origin;
        var incident = Create(transaction, origin, given, mismatch);
        Narrate(incident, transaction.Now, origin, given);
        var contacts = new List<Contact>();
        foreach (var contact in given.Contacts) contacts.Add(await transaction.AddContact(incident, contact));
        foreach (var reference in given.References)
        {
            if (await Hold(transaction, rules, incident, reference) is { } held) return reference == free ? throw new LostRaceException() : (null, held);
        }
        await Promising.MakeByPolicy(transaction, rules, incident, origin);
        if ((await Bringing.Bring(transaction, rules, call, incident, given.Extras)).Problem is { } refused) return (null, refused);
        if (given.Message is { } message)
        {
            var (facts, unsaid) = await Bringing.Bring(transaction, rules, call, incident, message.Extras);
            if (unsaid is not null) return (null, unsaid);
            await Telling.Tell(transaction, rules, incident, message, origin, facts ?? given.MessageFacts);
        }
        await transaction.Insert(incident, isReserved: given.Reserved is not null);
        if (incident is not { LastApproval: 0, LastPromise: 0, LastHandoff: 0 }) return (await transaction.ReadCard(incident), null);
        return (new CardParts(incident, new Family(incident, []), contacts, References(given, incident, transaction.Now, rules), incident.News), null);
    }

    /// <summary>Null when the incident has the reference now; the holder where another one does.</summary>
    public static async Task<Problem?> Hold(
        Transaction transaction, Rulebook rules, Incident incident, GivenReference reference)
    {
        var shared = rules.Systems.IsShared(reference.System);
        if (!shared && await Holder(transaction, reference) is { } holder) return Held(reference, holder);
        transaction.AddReference(incident, reference, shared);
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

    private static Incident Create(Transaction transaction, Origin origin, NewIncident given, long? mismatch) => new()
    {
        Id = transaction.NewId(),
        Number = given.Reserved ?? IncidentNumber.Mint(),
        Version = 1,
        Channel = origin.Channel,
        Location = origin.Location,
        Team = given.Team ?? origin.Team,
        Category = given.Category,
        OpenedAt = transaction.Now,
        UpdatedAt = transaction.Now,
        WaitingSince = transaction.Now,
        MismatchId = mismatch,
    };

    private static void Narrate(Incident incident, Instant now, Origin origin, NewIncident given)
    {
        var opened = incident.Append(
            EventTypes.Opened, origin, now, new Facts { Number = incident.Number.ToString(), Category = incident.Category, Team = incident.Team }, given.Subject);
        if (given.Subject is not null) (incident.Subject, incident.SubjectPart) = (given.Subject, opened.Sequence);
    }

    private static IReadOnlyList<Reference> References(NewIncident given, Incident incident, Instant now, Rulebook rules) =>
        [.. given.References.Select(reference => new Reference
        {
            System = reference.System,
            Value = reference.Value,
            LookupValue = reference.LookupValue,
            Holder = rules.Systems.IsShared(reference.System) ? incident.Id : 0,
            IncidentId = incident.Id,
            AddedAt = now,
        }).OrderBy(reference => reference.System, StringComparer.Ordinal).ThenBy(reference => reference.LookupValue, StringComparer.Ordinal)];
}
