using IncidentNumbers;
using IncidentService.Incidents;

namespace IncidentService.Lookup;

internal static class Outcomes
{
    public const string Exact = "exact";
    public const string Merged = "merged";
    public const string Reference = "reference";
    public const string Contact = "contact";
    public const string Repaired = "repaired";
    public const string Ambiguous = "ambiguous";
    public const string Reserved = "reserved";
    public const string None = "none";
    public static readonly IReadOnlyList<string> All = [Exact, Merged, Reference, Contact, Repaired, Ambiguous, Reserved, None];
}

internal static class Certainty
{
    public const string Certain = "certain";
    public const string Confirm = "confirm";
    public static readonly IReadOnlyList<string> All = [Certain, Confirm];
}

/// <summary>How a candidate was found, in the order in which the ways are tried.</summary>
internal enum FoundBy
{
    Number,
    ExclusiveReference,
    Contact,
    SharedReference,
    Possibly,
    Repair,
}

/// <summary>An incident that what was quoted, or a hint, leads to.</summary>
internal sealed record Candidate(CardParts Parts, FoundBy By, IReadOnlyList<string> Agree, IReadOnlyList<string> Contradict)
{
    /// <summary>Said outright: a number, or a reference that is all that was said, named its system, or came as a hint.</summary>
    public bool Outright { get; init; }
    public Mend? Mend { get; init; }
}

/// <summary>What a lookup comes to, best candidate first.</summary>
internal sealed record Decision(string Outcome, IReadOnlyList<Candidate> Matches, bool Certain)
{
    /// <summary>Nothing was found, for a spreadsheet has cut the number off.</summary>
    public bool Shortened { get; init; }

    /// <summary>The one incident that was meant, where there is one.</summary>
    public Candidate? Single => Matches.Count == 1 ? Matches[0] : null;

    /// <summary>Sure enough to write down that the customer was there.</summary>
    public bool CustomerIsKnown => Single is { } match && (Certain || (match.Agree.Count > 0 && match.Contradict.Count == 0));

    /// <summary>
    /// How many of its guesses this cost the caller: a miss or a repair, each further number or identifier in the text, and each contact that was
    /// given as a hint and is not that of any match. Otherwise one number that exists would be a free ticket to try others.
    /// </summary>
    public int CountGuesses(QuotedText quoted, LookupHints hints) =>
        (IsMiss ? 1 : 0) + quoted.Extra + hints.Contacts.Keys.Count(kind => !Matches.Any(match => match.Agree.Contains(kind)));

    private bool IsMiss => Outcome is Outcomes.None or Outcomes.Repaired or Outcomes.Reserved
        || (Outcome == Outcomes.Ambiguous && Matches.All(match => match.By >= FoundBy.Possibly));

    /// <summary>
    /// The first way that leads anywhere decides. A number or reference that a hint contradicts is no longer certain, and what the hints lead to
    /// is offered before it.
    /// </summary>
    public static Decision From(IReadOnlyList<Candidate> candidates, bool reserved)
    {
        if (candidates.Count == 0) return new Decision(reserved ? Outcomes.Reserved : Outcomes.None, [], false);
        var way = candidates.Min(candidate => candidate.By);
        var matches = BestFirst(candidates, candidate => candidate.By == way);
        if (way <= FoundBy.ExclusiveReference && matches.All(match => match.Contradict.Count > 0)) return Contradicted(way, matches, candidates);
        if (way <= FoundBy.ExclusiveReference) matches = [.. matches.Where(match => match.Contradict.Count == 0)];
        if (way >= FoundBy.Possibly && matches.Count(match => match.Agree.Count > 0) == 1) matches = [matches[0]];
        return matches.Count == 1
            ? new Decision(OutcomeOf(matches[0]), matches, way <= FoundBy.ExclusiveReference && matches[0].Outright)
            : new Decision(Outcomes.Ambiguous, matches, false);
    }

    private static Decision Contradicted(FoundBy way, IReadOnlyList<Candidate> matches, IReadOnlyList<Candidate> candidates)
    {
        var others = BestFirst(candidates, candidate => candidate.By != way && candidate.By < FoundBy.Possibly);
        var all = others.Concat(matches).DistinctBy(candidate => candidate.Parts.Incident.Id).ToList();
        var outcome = all.Count > 1 || way == FoundBy.Number ? Outcomes.Ambiguous : Outcomes.Reference;
        return new Decision(outcome, all, false);
    }

    /// <summary>By what hints say, then by in how many ways it was found, then open ones and fresh ones first.</summary>
    private static List<Candidate> BestFirst(IReadOnlyList<Candidate> all, Func<Candidate, bool> wanted) => [.. all
        .Where(wanted)
        .DistinctBy(candidate => candidate.Parts.Incident.Id)
        .OrderByDescending(candidate => candidate.Agree.Count - candidate.Contradict.Count)
        .ThenByDescending(candidate => all.Count(other => other.Parts.Incident.Id == candidate.Parts.Incident.Id))
        .ThenBy(candidate => candidate.Parts.Incident.State == Incidents.States.Open ? 0 : 1)
        .ThenByDescending(candidate => candidate.Parts.Incident.UpdatedAt)];

    private static string OutcomeOf(Candidate match) => match.By switch
    {
        FoundBy.Number or FoundBy.Possibly => match.Parts.Incident.AskedFor is null ? Outcomes.Exact : Outcomes.Merged,
        FoundBy.Contact => Outcomes.Contact,
        FoundBy.Repair => Outcomes.Repaired,
        _ => Outcomes.Reference,
    };
}
