using IncidentNumbers;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Lookup.Cards;
using IncidentService.Storage.Sql;

namespace IncidentService.Lookup.Search;

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

/// <summary>An incident that the quoted text or a hint leads to.</summary>
internal sealed record Candidate(IFoundIncident Incident, FoundBy By)
{
    /// <summary>The hints that the incident confirms, and those that it contradicts.</summary>
    public IReadOnlyList<string> Agree { get; init; } = [];
    public IReadOnlyList<string> Contradict { get; init; } = [];

    /// <summary>
    /// True if the candidate was named explicitly: by a number, or by a reference that is the whole text, names its system or was given as
    /// a hint.
    /// </summary>
    public bool Outright { get; init; }

    /// <summary>The quoted number if its incident was merged into this one.</summary>
    public IncidentNumber? MergedNumber { get; init; }
    public Mend? Mend { get; init; }
}

/// <summary>The outcome of a lookup, with the best candidate first.</summary>
internal sealed record Decision(string Outcome, IReadOnlyList<Candidate> Matches, bool Certain)
{
    /// <summary>True if nothing was found because a spreadsheet has cut off the last digits of the number.</summary>
    public bool Shortened { get; init; }

    /// <summary>The reservation of a quoted number that has no incident yet.</summary>
    public Reservation? Reservation { get; init; }

    /// <summary>The card of the only match; null if there is none or more than one.</summary>
    public FoundCard? Card { get; init; }

    /// <summary>The only match; null if there is none or more than one.</summary>
    public Candidate? Single => Matches.Count == 1 ? Matches[0] : null;

    /// <summary>True if the incident is clear enough to record an interaction with the customer.</summary>
    public bool CustomerIsKnown => Single is { } match && (Certain || (match.Agree.Count > 0 && match.Contradict.Count == 0));

    /// <summary>
    /// How many guesses the lookup costs the caller: one for a miss or a repair, one for each further number or identifier in the text, and
    /// one for each contact hint that agrees with no match. Otherwise a caller who knows one existing number could try others for free.
    /// </summary>
    public int CountGuesses(QuotedText quoted, LookupHints hints) =>
        (IsMiss ? 1 : 0) + quoted.Extra + hints.Contacts.Keys.Count(kind => !Matches.Any(match => match.Agree.Contains(kind)));

    private bool IsMiss => Outcome is Outcomes.None or Outcomes.Repaired or Outcomes.Reserved
        || (Outcome == Outcomes.Ambiguous && Matches.All(match => match.By >= FoundBy.Possibly));

    /// <summary>
    /// The first way of finding that has a candidate decides. A number or reference that a hint contradicts is no longer certain;
    /// candidates that the hints lead to come before it.
    /// </summary>
    public static Decision From(IReadOnlyList<Candidate> candidates, bool reserved)
    {
        if (candidates.Count == 0) return new Decision(reserved ? Outcomes.Reserved : Outcomes.None, [], false);
        var way = candidates.Min(candidate => candidate.By);
        var matches = BestFirst(candidates, candidate => candidate.By == way);
        if (way <= FoundBy.ExclusiveReference && matches.All(match => match.Contradict.Count > 0))
            return Contradicted(way, matches, candidates);
        if (way <= FoundBy.ExclusiveReference) matches = [.. matches.Where(match => match.Contradict.Count == 0)];
        if (way >= FoundBy.Possibly && matches.Count(match => match.Agree.Count > 0) == 1) matches = [matches[0]];
        return matches.Count == 1
            ? new Decision(OutcomeOf(matches[0]), matches, way <= FoundBy.ExclusiveReference && matches[0].Outright)
            : new Decision(Outcomes.Ambiguous, matches, false);
    }

    private static Decision Contradicted(FoundBy way, IReadOnlyList<Candidate> matches, IReadOnlyList<Candidate> candidates)
    {
        var others = BestFirst(candidates, candidate => candidate.By != way && candidate.By < FoundBy.Possibly);
        var all = others.Concat(matches).DistinctBy(candidate => candidate.Incident.Id).ToList();
        var outcome = all.Count > 1 || way == FoundBy.Number ? Outcomes.Ambiguous : Outcomes.Reference;
        return new Decision(outcome, all, false);
    }

    /// <summary>
    /// Orders by hints, then by the number of ways that led to the incident, then open before closed, then the latest change first.
    /// </summary>
    private static List<Candidate> BestFirst(IReadOnlyList<Candidate> all, Func<Candidate, bool> wanted) => [.. all
        .Where(wanted)
        .DistinctBy(candidate => candidate.Incident.Id)
        .OrderByDescending(candidate => candidate.Agree.Count - candidate.Contradict.Count)
        .ThenByDescending(candidate => all.Count(other => other.Incident.Id == candidate.Incident.Id))
        .ThenBy(candidate => candidate.Incident.State == States.Open ? 0 : 1)
        .ThenByDescending(candidate => candidate.Incident.UpdatedAt)];

    private static string OutcomeOf(Candidate match) => match.By switch
    {
        FoundBy.Number or FoundBy.Possibly => match.MergedNumber is null ? Outcomes.Exact : Outcomes.Merged,
        FoundBy.Contact => Outcomes.Contact,
        FoundBy.Repair => Outcomes.Repaired,
        _ => Outcomes.Reference,
    };
}
