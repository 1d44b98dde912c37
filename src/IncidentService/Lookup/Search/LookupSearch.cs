using IncidentNumbers;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Lookup.Cards;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Lookup.Search;

/// <summary>
/// Searches for the numbers in the quoted text first, and for everything else only if they lead nowhere or there are hints. A session that
/// is no snapshot is enough: everything that belongs to an incident changes only with its version, so what is read after the search is as
/// it was then if the version is the same.
/// </summary>
internal sealed class LookupSearch(Session session, QuotedText quoted, LookupHints hints, CardCache cards)
{
    private readonly List<Lead> leads = [];

    /// <summary>Decides which incidents are meant. Null if they have changed since they were found.</summary>
    public async Task<Decision?> Run()
    {
        var issued = (await AddLeads()).Quoted;
        var reserved = issued.FirstOrDefault(hit => hit.Id is null)?.Reservation;
        if (await FindCandidates() is not var (candidates, card)) return null;
        var decision = Decision.From(candidates, reserved is not null) with { Shortened = quoted.IsShortened, Reservation = reserved };
        foreach (var match in decision.Matches)
        {
            if (match is { MergedNumber: { } merged, Incident: Incident survivor }) survivor.AskedFor = merged;
        }
        if (decision.Single is not { } single) return decision;
        card ??= await FindCard(single);
        return card is null ? null : decision with { Card = card };
    }

    /// <summary>Numbers in the text come first: without hints, they are all that is searched for if they lead somewhere.</summary>
    private async Task<FoundIdentifiers> AddLeads()
    {
        if (quoted.Numbers.Count > 0)
        {
            var certain = await session.Search(hints.IsEmpty ? new(quoted.Numbers) : Identifiers);
            AddQuoted(certain);
            if (leads.Count > 0)
            {
                AddIdentifiers(certain);
                return certain;
            }
        }
        var repairs = quoted.Possible.Select(possible => possible.Repair).OfType<Mend>().Concat(quoted.Mends).ToList();
        var found = await session.Search(FirstIdentifiers with
        {
            Numbers =
            [.. quoted.Possible.Select(possible => possible.Number).Concat(repairs.Select(mend => mend.Number)).Distinct()],
        });
        AddQuoted(found);
        AddNumbers(FoundBy.Number, found, ListPossible(ReadingStrength.Clear));
        if (leads.Count == 0 || !hints.IsEmpty)
        {
            AddIdentifiers(found);
            if (SearchesContactsLast && !IsDecided) AddContacts(await session.Search(new([]) { ContactKeys = ContactKeys }));
        }
        if (!leads.Any(lead => lead.By <= FoundBy.ExclusiveReference)) AddDoubtful(found, repairs);
        return found;
    }

    /// <summary>
    /// Where a search is no round trip, contacts wait until they are needed: most texts lead to an incident by something stronger, and
    /// reading a text as a phone number takes longer than the search.
    /// </summary>
    private bool SearchesContactsLast => hints.IsEmpty && !session.Dialect.IsRemote;

    /// <summary>Without hints, nothing weaker changes the outcome of exclusive references that all lead to one incident.</summary>
    private bool IsDecided => leads.Count > 0
        && leads.TrueForAll(lead => lead.By == FoundBy.ExclusiveReference && lead.SurvivorId == leads[0].SurvivorId);

    private SearchedIdentifiers FirstIdentifiers => SearchesContactsLast ? ReferenceIdentifiers : Identifiers;

    private SearchedIdentifiers Identifiers => ReferenceIdentifiers with { ContactKeys = ContactKeys };

    private SearchedIdentifiers ReferenceIdentifiers => new(quoted.Numbers)
    {
        ReferenceKeys = [.. quoted.ReferenceKeys.Concat(hints.References.Select(hint => hint.LookupValue)).Distinct()],
    };

    private IReadOnlyList<string> ContactKeys => [.. quoted.ContactKeys.Concat(hints.Contacts.Values).Distinct()];

    /// <summary>Numbers that tools have altered.</summary>
    private IReadOnlyList<IncidentNumber> ListPossible(ReadingStrength strength) =>
        [.. quoted.Possible.Where(possible => possible.Strength == strength).Select(possible => possible.Number)];

    private void AddQuoted(FoundIdentifiers found)
    {
        foreach (var hit in found.Quoted)
        {
            if (hit.Survivor is not { } survivor) continue;
            leads.Add(new Lead(FoundBy.Number, survivor) { Outright = true, MergedNumber = hit.Number == hit.Asked ? null : hit.Asked });
        }
    }

    private void AddIdentifiers(FoundIdentifiers found)
    {
        foreach (var reference in found.References) AddReference(reference);
        AddContacts(found);
    }

    private void AddContacts(FoundIdentifiers found) =>
        leads.AddRange(found.ByContact.Select(incident => new Lead(FoundBy.Contact, incident)));

    private void AddReference(FoundReference reference)
    {
        var hinted = hints.References.Any(hint => hint.System == reference.System && hint.LookupValue == reference.LookupValue);
        if (!hinted && !quoted.ReferenceKeys.Contains(reference.LookupValue)) return;
        var outright = hinted || quoted.WholeKeys.Contains(reference.LookupValue)
            || quoted.NamedKeys.Contains((reference.System, reference.LookupValue));
        var by = reference.Exclusive ? FoundBy.ExclusiveReference : FoundBy.SharedReference;
        leads.Add(new Lead(by, reference) { Outright = outright });
    }

    /// <summary>Doubtful readings need confirmation; repairs are tried only without them.</summary>
    private void AddDoubtful(FoundIdentifiers found, IReadOnlyList<Mend> repairs)
    {
        AddNumbers(FoundBy.Possibly, found, ListPossible(ReadingStrength.Doubtful));
        if (leads.Any(lead => lead.By == FoundBy.Possibly)) return;
        AddNumbers(FoundBy.Repair, found, [.. repairs.Select(mend => mend.Number)], repairs);
    }

    private void AddNumbers(
        FoundBy by, FoundIdentifiers found, IReadOnlyList<IncidentNumber> numbers, IReadOnlyList<Mend>? repairs = null)
    {
        foreach (var incident in found.ByNumber.Where(incident => numbers.Contains(incident.Number)))
        {
            leads.Add(new Lead(by, incident)
            {
                Outright = true,
                MergedNumber = incident.SurvivorId is null ? null : incident.Number,
                Mend = repairs?.First(mend => mend.Number == incident.Number),
            });
        }
    }

    /// <summary>
    /// The only incident is read as a whole card, and with what hints are compared with. Several are read together, without their cards.
    /// Null if they have changed, or may have because they were merged.
    /// </summary>
    private async Task<(IReadOnlyList<Candidate> Candidates, FoundCard? Card)?> FindCandidates()
    {
        if (leads.Count == 0) return ([], null);
        var ids = leads.Select(lead => lead.SurvivorId).Distinct().ToList();
        var areCurrent = leads.All(lead => lead.Incident.SurvivorId is null);
        if (ids.Count == 1 && areCurrent && leads.All(lead => lead.MergedNumber is null))
        {
            if (hints.IsEmpty && await FindOnlyCard() is { } stored)
                return (ListCandidates(_ => stored.Incident, _ => [], _ => []), stored);
            if (await session.FindCard(leads[0].Incident) is not { } parts) return null;
            var card = hints.IsEmpty ? cards.PutTogether(parts) : FoundCard.From(parts); // which may be stored
            return (ListCandidates(_ => parts.Incident, _ => parts.Contacts, _ => parts.References), card);
        }
        if (!areCurrent && !session.IsSnapshot) return null;
        // before the incidents, whose versions confirm them
        var (contacts, references) = hints.IsEmpty ? default : await session.ListIdentifiers(ids);
        var incidents = await session.FindSurvivors(ids);
        if (areCurrent && leads.Any(lead => !lead.Incident.IsOf(incidents[lead.SurvivorId]))) return null;
        return (ListCandidates(id => incidents[id], id => contacts[id], id => references[id]), null);
    }

    private List<Candidate> ListCandidates(
        Func<long, IFoundIncident> find, Func<long, IEnumerable<Contact>> contactsOf, Func<long, IEnumerable<Reference>> referencesOf)
    {
        var candidates = new List<Candidate>();
        foreach (var lead in leads.DistinctBy(lead => (lead.By, lead.SurvivorId)))
        {
            var candidate = new Candidate(find(lead.SurvivorId), lead.By)
            {
                Outright = lead.Outright, MergedNumber = lead.MergedNumber, Mend = lead.Mend,
            };
            candidates.Add(
                hints.IsEmpty ? candidate : Compare(candidate, [.. contactsOf(lead.SurvivorId)], [.. referencesOf(lead.SurvivorId)]));
        }
        return candidates;
    }

    private Candidate Compare(Candidate candidate, IReadOnlyList<Contact> contacts, IReadOnlyList<Reference> references)
    {
        var (agree, contradict) = hints.Against(contacts, references);
        return candidate with
        {
            Agree = agree,
            Contradict = candidate.By == FoundBy.Number && hints.SaysPhone(quoted)
                ? [.. contradict.Union([ContactKinds.Phone])]
                : contradict,
        };
    }

    /// <summary>Null if the incident has changed, or if only a snapshot shows the whole card at one moment.</summary>
    private async Task<FoundCard?> FindCard(Candidate single)
    {
        var incident = (Incident)single.Incident; // it was one of several
        if (incident.AskedFor is not null)
            return session.IsSnapshot ? FoundCard.From(await session.FindCard(incident)) : null;
        var version = IncidentVersion.Of(incident);
        if (await FindStoredCard(version) is { } stored) return stored;
        return await session.FindCard(version) is { } parts ? cards.PutTogether(parts) : null;
    }

    /// <summary>The stored card of the incident that all leads lead to, which the search may have brought.</summary>
    private async Task<FoundCard?> FindOnlyCard()
    {
        var incident = leads[0].Incident;
        var only = leads.Select(lead => lead.Incident).FirstOrDefault(found => found.CardWasRead);
        return only is null ? await FindStoredCard(incident) : cards.Take(incident.Number, only);
    }

    private async Task<FoundCard?> FindStoredCard(IncidentVersion version) =>
        cards.Take(version.Number, await session.FindStoredCard(version, cards.VersionOf(version.Number)));

    /// <summary>What leads to an incident, and so to the survivor it was merged into.</summary>
    private sealed record Lead(FoundBy By, StoredCard Incident)
    {
        public long SurvivorId => Incident.SurvivorId ?? Incident.Id;
        public bool Outright { get; init; }

        /// <summary>The quoted number if its incident was merged into this one.</summary>
        public IncidentNumber? MergedNumber { get; init; }
        public Mend? Mend { get; init; }
    }
}
