using IncidentNumbers;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Lookup.Search;

/// <summary>
/// Searches for everything in the quoted text and every hint, in one snapshot. Repairs are tried only while nothing certain is found. The
/// incidents that were found are read together, and only a single match is read as a whole card.
/// </summary>
internal sealed class LookupSearch(Session session, QuotedText quoted, LookupHints hints, CardCache cards)
{
    private readonly List<Lead> leads = [];

    /// <summary>Decides which incidents are meant; also returns the reservation of a quoted number that has no incident.</summary>
    public async Task<(Decision Decision, Reservation? Reserved)> Run()
    {
        var issued = await session.ListIssuedNumbers(quoted.Numbers);
        AddNumbers(FoundBy.Number, issued);
        if (leads.Count == 0) await AddPossible(ReadingStrength.Clear);
        if (leads.Count == 0 || !hints.IsEmpty) await AddByIdentifiers();
        if (!leads.Any(lead => lead.By <= FoundBy.ExclusiveReference)) await AddPossible(ReadingStrength.Doubtful);
        if (!leads.Any(lead => lead.By is <= FoundBy.ExclusiveReference or FoundBy.Possibly)) await AddRepairs();
        var reserved = issued.FirstOrDefault(hit => hit.Id is null)?.Reservation;
        var decision = Decision.From(await FindCandidates(), reserved is not null) with { Shortened = quoted.IsShortened };
        foreach (var match in decision.Matches) match.Incident.AskedFor = match.MergedNumber;
        if (decision.Single is { } single) decision = decision with { Card = await FindCard(single.Incident) };
        return (decision, reserved);
    }

    private async Task AddByIdentifiers()
    {
        var (references, ofContacts) = await session.ListByIdentifiers(
            [.. quoted.ReferenceKeys.Concat(hints.References.Select(hint => hint.LookupValue)).Distinct()],
            [.. quoted.ContactKeys.Concat(hints.Contacts.Values).Distinct()]);
        foreach (var reference in references) AddReference(reference);
        leads.AddRange(ofContacts.Select(id => new Lead(FoundBy.Contact, id)));
    }

    private void AddReference(Reference reference)
    {
        var hinted = hints.References.Any(hint => hint.System == reference.System && hint.LookupValue == reference.LookupValue);
        if (!hinted && !quoted.ReferenceKeys.Contains(reference.LookupValue)) return;
        var outright = hinted || quoted.WholeKeys.Contains(reference.LookupValue)
            || quoted.NamedKeys.Contains((reference.System, reference.LookupValue));
        var by = reference.Exclusive ? FoundBy.ExclusiveReference : FoundBy.SharedReference;
        leads.Add(new Lead(by, reference.IncidentId) { Outright = outright });
    }

    /// <summary>
    /// Adds numbers that tools have altered. Clear readings count like numbers in the text; doubtful ones need confirmation.
    /// </summary>
    private async Task AddPossible(ReadingStrength strength)
    {
        var numbers = quoted.Possible.Where(possible => possible.Strength == strength).Select(possible => possible.Number);
        AddNumbers(
            strength == ReadingStrength.Clear ? FoundBy.Number : FoundBy.Possibly, await session.ListIssuedNumbers(numbers));
    }

    private async Task AddRepairs()
    {
        var repairs = quoted.Possible.Select(possible => possible.Repair).OfType<Mend>().Concat(quoted.Mends).ToList();
        var issued = await session.ListIssuedNumbers(repairs.Select(mend => mend.Number).Distinct());
        AddNumbers(FoundBy.Repair, issued, hit => repairs.First(mend => mend.Number == hit.Asked));
    }

    private void AddNumbers(FoundBy by, IEnumerable<IssuedNumber> issued, Func<IssuedNumber, Mend>? mendOf = null)
    {
        foreach (var hit in issued)
        {
            if (hit.Id is not { } id) continue;
            IncidentNumber? merged = hit.Number == hit.Asked ? null : hit.Asked;
            leads.Add(new Lead(by, id) { Outright = true, MergedNumber = merged, Mend = mendOf?.Invoke(hit) });
        }
    }

    private async Task<IReadOnlyList<Candidate>> FindCandidates()
    {
        var incidents = await session.FindSurvivors(leads.Select(lead => lead.IncidentId));
        var found = new List<Candidate>();
        foreach (var lead in leads)
        {
            var incident = incidents[lead.IncidentId];
            if (found.Any(candidate => candidate.By == lead.By && candidate.Incident.Id == incident.Id)) continue;
            found.Add(
                new Candidate(incident, lead.By) { Outright = lead.Outright, MergedNumber = lead.MergedNumber, Mend = lead.Mend });
        }
        return hints.IsEmpty || found.Count == 0 ? found : await CompareWithHints(found);
    }

    private async Task<IReadOnlyList<Candidate>> CompareWithHints(IReadOnlyList<Candidate> found)
    {
        var ids = found.Select(candidate => candidate.Incident.Id).Distinct().ToList();
        var (contacts, references) = await session.ListIdentifiers(ids);
        return [.. found.Select(
            candidate =>
            {
                var (agree, contradict) = hints.Against([.. contacts[candidate.Incident.Id]], [.. references[candidate.Incident.Id]]);
                return candidate with
                {
                    Agree = agree,
                    Contradict = candidate.By == FoundBy.Number && hints.SaysPhone(quoted)
                        ? [.. contradict.Union([ContactKinds.Phone])]
                        : contradict,
                };
            })];
    }

    private async Task<CardParts> FindCard(Incident incident)
    {
        var version = new IncidentVersion { Id = incident.Id, Version = incident.Version, Number = incident.Number };
        if (incident.AskedFor is null && cards.Find(version) is { } known) return known.Parts;
        var parts = await session.FindCard(incident);
        cards.Add(new RenderedCard(parts));
        return parts;
    }

    /// <summary>What leads to an incident, or to the survivor it was merged into.</summary>
    private sealed record Lead(FoundBy By, long IncidentId)
    {
        public bool Outright { get; init; }

        /// <summary>The quoted number if its incident was merged into this one.</summary>
        public IncidentNumber? MergedNumber { get; init; }
        public Mend? Mend { get; init; }
    }
}
