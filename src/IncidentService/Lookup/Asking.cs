using System.Diagnostics;
using IncidentNumbers;
using IncidentService.Handoffs;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Lookup;

/// <summary>Answers one lookup and records it, with the interaction where the customer is there, in one transaction.</summary>
internal sealed class Asking(Store store, Rulebook rules, Call call, GivenLookup given, long started)
{
    /// <summary>In which form the answer is given; it may be asked for again while the change is run again.</summary>
    public Func<LookupAnswer, Decision, Reply> Show { get; init; } = (answer, _) => Reply.Ok(answer, Json.Wire.LookupAnswer);

    private bool MayRead => call.Caller.May(Scopes.Read);

    /// <summary>Unless it was answered before, or the caller has guessed too often.</summary>
    public async Task<Reply> Answer(CardCache cards, GuessLimit guesses, HttpContext http)
    {
        if (await call.Replay() is { } kept) return kept;
        if (guesses.Check(http) is { } wait) return wait;
        var quoted = Quoted.Read(given.Quoted, rules.Systems, rules.Phones);
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

    private Task<Reply> Record(Decision decision, Reservation? reserved) => call.Change(async transaction =>
        {
            var id = transaction.NewId();
            var present = given.CustomerPresent && decision.CustomerIsKnown;
            var current = present || call.Command is not null ? await AsOfNow(transaction, decision, present ? LookupId.Write(id) : null) : decision;
            var lookup = Describe(id, transaction, current, present);
            await transaction.Record(lookup, current.Outcome == Outcomes.None ? given.QuotedToKeep : null);
            var answer = Render(lookup, current, reserved, present);
            return Show(answer, current).Mentioning([.. current.Matches.Select(match => match.Parts.Incident.Id)]);
        });

    /// <summary>With the interaction that came of this lookup, where the customer is there. An answer that is kept must not hold what was redacted since the search.</summary>
    private async Task<Decision> AsOfNow(Transaction transaction, Decision decision, string? presentIn)
    {
        var matches = new List<Candidate>();
        foreach (var match in decision.Matches)
        {
            var incident = await transaction.Lock(match.Parts.Incident.Id);
            incident.AskedFor = match.Parts.Incident.AskedFor;
            if (presentIn is not null) await Meet(transaction, incident, presentIn);
            matches.Add(match with { Parts = await transaction.ReadCard(incident) });
        }
        return decision with { Matches = matches };
    }

    private async Task Meet(Transaction transaction, Incident incident, string lookup)
    {
        var facts = new Facts { Kind = InteractionKinds.Through(call.Origin.Channel), Lookup = lookup };
        incident.Meet(call.Origin, transaction.Now, facts, given.WaitSeconds);
        await HandingOff.Arrive(transaction, incident, call.Origin, transaction.Now, lookup);
        await QuietClock.Extend(transaction, rules, incident);
        await transaction.Save(incident);
    }

    private LookupRecord Describe(long id, Transaction transaction, Decision decision, bool present) => new()
    {
        Id = id,
        OccurredAt = transaction.Now,
        KeyId = call.Origin.KeyId,
        Channel = call.Origin.Channel,
        Location = call.Origin.Location,
        Agent = call.Origin.Agent,
        Outcome = decision.Outcome,
        Micros = (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds,
        IncidentId = decision.Single?.Parts.Incident.Id,
        Shape = decision.Outcome == Outcomes.None ? Shape.Of(given.Quoted) : null,
        CustomerPresent = given.CustomerPresent,
        WaitSeconds = given.WaitSeconds,
        Counted = present,
    };

    private LookupAnswer Render(LookupRecord lookup, Decision decision, Reservation? reserved, bool present) => new()
    {
        Id = LookupId.Write(lookup.Id),
        Outcome = decision.Outcome,
        Spoken = Spoken.Of(decision),
        Matches = [.. decision.Matches.Select(match => Render(match, decision))],
        ReservedBy = decision.Outcome == Outcomes.Reserved ? reserved?.By : null,
        ReservedChannel = decision.Outcome == Outcomes.Reserved ? reserved?.Channel : null,
        InteractionRecorded = present,
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
