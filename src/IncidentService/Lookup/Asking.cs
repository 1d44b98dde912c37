using System.Diagnostics;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Handoffs;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Lookup;

/// <summary>Answers one lookup and records it, with the interaction where the customer is there, in one transaction.</summary>
internal sealed class Asking(Store store, Call call, Quoted quoted, GivenLookup given, long started)
{
    /// <summary>In which form the answer is given; it may be asked for again while the change is run again.</summary>
    public Func<LookupAnswer, Decision, Reply> Show { get; init; } = (answer, _) => Reply.Ok(answer, Json.Wire.LookupAnswer);

    private bool MayRead => call.Caller.May(Scopes.Read);

    /// <summary>Unless it was answered before, or the caller has guessed too often.</summary>
    public async Task<Reply> Answer(CardCache cards, GuessLimit guesses, HttpContext http)
    {
        if (await call.Replay() is { } kept) return kept;
        if (guesses.Check(http) is { } wait) return wait;
        if (quoted.IsNumber && given.Hints.None && await ByNumber(quoted.Numbers[0], cards) is { } known) return known;
        var findings = await store.ReadSnapshot(session => new LookupSearch(session, quoted, given.Hints, cards).Run());
        var decision = Decision.Of(findings.Candidates, findings.Reserved is not null) with { Shortened = quoted.IsShortened };
        guesses.Count(http, decision.Guesses(quoted, given.Hints));
        return await Record(decision, findings.Reserved);
    }

    /// <summary>The common case, a number just as it was issued: no other reading of it is tried. Null when it has no incident.</summary>
    private async Task<Reply?> ByNumber(IncidentNumber number, CardCache cards)
    {
        var known = cards.Holds(number) && await store.Read(session => session.Locate(number)) is { } where && where.Number == number ? cards.Find(where) : null;
        if ((known?.Parts ?? await store.ReadSnapshot(session => session.FindCard(number))) is not { } parts) return null;
        if (known is null && parts.Incident.AskedFor is null) cards.Keep(new RenderedCard(parts));
        return await Record(Decision.Of([new Candidate(parts, FoundBy.Number, [], []) { Outright = true }], reserved: false), null);
    }

    private Task<Reply> Record(Decision decision, Reservation? reserved) => call.Change(
        change => Record(change, decision), (change, made) => Respond(change, made.Lookup, made.Incidents, decision, reserved));

    /// <summary>With the interaction that comes of it, where the customer is there. The incidents are those that the answer has to show as they are now.</summary>
    private async Task<Outcome<(LookupRecord Lookup, IReadOnlyList<Incident> Incidents)>> Record(ChangeContext change, Decision decision)
    {
        var id = change.Transaction.NewId();
        var present = given.CustomerPresent && decision.CustomerIsKnown;
        var incidents = new List<Incident>();
        foreach (var match in present || call.Command is not null ? decision.Matches : [])
        {
            var incident = await change.Transaction.Lock(match.Parts.Incident.Id);
            incident.AskedFor = match.Parts.Incident.AskedFor;
            if (present) await Meet(change, incident, LookupId.Write(id));
            incidents.Add(incident);
        }
        var lookup = Describe(id, change, decision, present);
        await change.Transaction.Record(lookup, decision.Outcome == Outcomes.None ? given.QuotedToKeep : null);
        return (lookup, incidents);
    }

    /// <summary>An answer that is kept must not hold what was redacted since the search, so it shows the incidents as they are now.</summary>
    private async Task<Reply> Respond(
        ChangeContext change, LookupRecord lookup, IReadOnlyList<Incident> incidents, Decision decision, Reservation? reserved)
    {
        var matches = new List<Candidate>();
        foreach (var (match, incident) in decision.Matches.Zip(incidents)) matches.Add(match with { Parts = await change.Transaction.ReadCard(incident) });
        var current = matches.Count == 0 ? decision : decision with { Matches = matches };
        var answer = Render(lookup, current, reserved);
        return Show(answer, current).Mentioning([.. current.Matches.Select(match => match.Parts.Incident.Id)]);
    }

    private async Task Meet(ChangeContext change, Incident incident, string lookup)
    {
        var facts = new Facts { Kind = InteractionKinds.Through(change.Origin.Channel), Lookup = lookup };
        incident.Meet(change.Origin, change.Now, facts, given.WaitSeconds);
        await HandingOff.Arrive(change, incident, change.Origin, change.Now, lookup);
        await QuietClock.Extend(change, incident);
    }

    private LookupRecord Describe(long id, ChangeContext change, Decision decision, bool present) => new()
    {
        Id = id,
        OccurredAt = change.Now,
        KeyId = change.Origin.KeyId,
        Channel = change.Origin.Channel,
        Location = change.Origin.Location,
        Agent = change.Origin.Agent,
        Outcome = decision.Outcome,
        Micros = (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds,
        IncidentId = decision.Single?.Parts.Incident.Id,
        Shape = decision.Outcome == Outcomes.None ? Shape.Of(given.Quoted) : null,
        CustomerPresent = given.CustomerPresent,
        WaitSeconds = given.WaitSeconds,
        Counted = present,
    };

    private LookupAnswer Render(LookupRecord lookup, Decision decision, Reservation? reserved) => new()
    {
        Id = LookupId.Write(lookup.Id),
        Outcome = decision.Outcome,
        Spoken = Spoken.Of(decision),
        Matches = [.. decision.Matches.Select(match => Render(match, decision))],
        ReservedBy = decision.Outcome == Outcomes.Reserved ? reserved?.By : null,
        ReservedChannel = decision.Outcome == Outcomes.Reserved ? reserved?.Channel : null,
        InteractionRecorded = lookup.Counted,
    };

    private LookupMatch Render(Candidate match, Decision decision)
    {
        var incident = match.Parts.Incident;
        return new LookupMatch
        {
            Certainty = decision.Certain ? Certainty.Certain : Certainty.Confirm,
            By = MatchedBy.NameOf(match.By),
            Repair = match.Mend is { } mend ? Repair.Of(mend) : null,
            Agree = match.Agree,
            Contradict = match.Contradict,
            Number = incident.Number,
            Formatted = incident.Number.Formatted,
            State = incident.State,
            Card = MayRead && decision.Single is not null ? Card.Of(match.Parts, masked: !decision.Certain) : null,
            Summary = MayRead && decision.Single is null ? IncidentSummary.Of(incident) : null,
        };
    }
}
