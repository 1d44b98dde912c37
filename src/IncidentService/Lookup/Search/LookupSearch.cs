using IncidentNumbers;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Lookup.Search;

/// <summary>The incidents that the quoted text and the hints lead to, and the reservation of a quoted number without an incident.</summary>
internal sealed record SearchFindings(IReadOnlyList<Candidate> Candidates, Reservation? Reserved);

/// <summary>
/// Searches for everything in the quoted text and every hint, in one snapshot. Repairs are tried only while nothing certain is found.
/// </summary>
internal sealed class LookupSearch(Session session, QuotedText quoted, LookupHints hints, CardCache cards)
{
    private readonly List<Candidate> found = [];

    public async Task<SearchFindings> Run()
    {
        var issued = await session.ListIssuedNumbers(quoted.Numbers);
        foreach (var hit in issued.Where(hit => hit.Id is not null)) await Add(FoundBy.Number, hit);
        if (found.Count == 0) await AddPossible(ReadingStrength.Clear);
        if (found.Count == 0 || !hints.IsEmpty)
        {
            await AddByReference();
            await AddByContact();
        }
        if (!found.Any(candidate => candidate.By <= FoundBy.ExclusiveReference)) await AddPossible(ReadingStrength.Doubtful);
        if (!found.Any(candidate => candidate.By is <= FoundBy.ExclusiveReference or FoundBy.Possibly)) await AddRepairs();
        return new SearchFindings(found, issued.FirstOrDefault(hit => hit.Id is null)?.Reservation);
    }

    private async Task AddByReference()
    {
        var keys = quoted.ReferenceKeys.Concat(hints.References.Select(hint => hint.LookupValue)).Distinct().ToArray();
        if (keys.Length == 0) return;
        foreach (var reference in await session.ListReferencesByValue(keys))
        {
            var hinted = hints.References.Any(hint => hint.System == reference.System && hint.LookupValue == reference.LookupValue);
            if (!hinted && !quoted.ReferenceKeys.Contains(reference.LookupValue)) continue;
            var outright = hinted || quoted.WholeKeys.Contains(reference.LookupValue)
                || quoted.NamedKeys.Contains((reference.System, reference.LookupValue));
            await Add(reference.Exclusive ? FoundBy.ExclusiveReference : FoundBy.SharedReference, reference.IncidentId, outright);
        }
    }

    private async Task AddByContact()
    {
        var keys = quoted.ContactKeys.Concat(hints.Contacts.Values).Distinct().ToArray();
        if (keys.Length == 0) return;
        foreach (var incident in await session.ListIncidentIdsByContact(keys)) await Add(FoundBy.Contact, incident);
    }

    /// <summary>
    /// Adds numbers that tools have altered. Clear readings count like numbers in the text; doubtful ones need confirmation.
    /// </summary>
    private async Task AddPossible(ReadingStrength strength)
    {
        var by = strength == ReadingStrength.Clear ? FoundBy.Number : FoundBy.Possibly;
        var numbers = quoted.Possible.Where(possible => possible.Strength == strength).Select(possible => possible.Number);
        foreach (var hit in await session.ListIssuedNumbers(numbers))
        {
            if (hit.Id is not null) await Add(by, hit);
        }
    }

    private async Task AddRepairs()
    {
        var repairs = quoted.Possible.Select(possible => possible.Repair).OfType<Mend>().Concat(quoted.Mends).ToList();
        foreach (var hit in await session.ListIssuedNumbers(repairs.Select(mend => mend.Number).Distinct()))
        {
            if (hit.Id is not null) await Add(FoundBy.Repair, hit, repairs.First(mend => mend.Number == hit.Asked));
        }
    }

    private async Task Add(FoundBy by, IssuedNumber hit, Mend? mend = null)
    {
        var version = new IncidentVersion { Id = hit.Id!.Value, Version = hit.Version, Number = hit.Number!.Value };
        if (hit.Asked == version.Number && cards.Find(version) is { } known)
        {
            Add(by, known.Parts, mend, outright: true);
            return;
        }
        var incident = await session.FindIncident(version.Id);
        if (hit.Asked != version.Number) incident.AskedFor = hit.Asked;
        Add(by, await FindAndCache(incident), mend, outright: true);
    }

    private async Task Add(FoundBy by, long incidentId, bool outright = false)
    {
        var incident = await session.FindSurvivor(incidentId);
        if (IsFound(by, incident)) return;
        Add(by, await FindAndCache(incident), null, outright);
    }

    private void Add(FoundBy by, CardParts parts, Mend? mend, bool outright)
    {
        if (IsFound(by, parts.Incident)) return;
        var (agree, contradict) = hints.Against(parts.Contacts, parts.References);
        if (by == FoundBy.Number && hints.SaysPhone(quoted)) contradict = [.. contradict.Union([ContactKinds.Phone])];
        found.Add(new Candidate(parts, by, agree, contradict) { Mend = mend, Outright = outright });
    }

    private bool IsFound(FoundBy by, Incident incident) =>
        found.Any(candidate => candidate.By == by && candidate.Parts.Incident.Id == incident.Id);

    private async Task<CardParts> FindAndCache(Incident incident)
    {
        var parts = await session.FindCard(incident);
        if (incident.AskedFor is null) cards.Add(new RenderedCard(parts));
        return parts;
    }
}
