using System.Diagnostics;
using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Telemetry;
using IncidentService.Http.Replies;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Incidents.Lists;
using IncidentService.Keys;
using IncidentService.Keys.Limiting;
using IncidentService.Lookup.Cards;
using IncidentService.Lookup.PhoneMenus;
using IncidentService.Lookup.Recording;
using IncidentService.Lookup.Search;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline.Lines;

namespace IncidentService.Lookup;

/// <summary>The services that every lookup uses.</summary>
internal sealed record LookupServices(
    Store Store, ServiceSettings Settings, CardCache Cards, GuessRateLimit Guesses, ServiceMetrics Metrics);

/// <summary>Answers one lookup and records it, together with the interaction if the customer is present, in one transaction.</summary>
internal sealed class LookupHandler<TReply>(LookupServices services, WriteRequest request, LookupInput input, long started)
    where TReply : IReply<TReply>
{
    private readonly QuotedText quoted = QuotedText.Parse(input.Quoted, services.Settings.Systems, services.Settings.Phones);
    private readonly Store store = services.Store;

    /// <summary>Builds the reply. It may be called again when the change is retried.</summary>
    public required Func<LookupAnswer, Decision, TReply> Show { get; init; }

    private bool MayRead => request.Caller.May(Scopes.Read);

    /// <summary>Answers the lookup, or returns its stored reply, or refuses a caller who has guessed too often.</summary>
    public async Task<TReply> Answer(HttpContext http)
    {
        if (await request.Replay() is { } kept) return TReply.From(kept);
        if (services.Guesses.Check(http) is { } wait) return TReply.From(wait);
        if (quoted.IsNumber && input.Hints.IsEmpty && await FindByNumber(quoted.Numbers[0]) is { } known)
            return await Record(known);
        var decision = await store.ReadConfirmed(session => new LookupSearch(session, quoted, input.Hints, services.Cards).Run());
        services.Guesses.Count(http, decision.CountGuesses(quoted, input.Hints));
        return await Record(decision);
    }

    /// <summary>
    /// The common case: a number exactly as it was issued, for which no other reading is tried. Null if the number has no incident.
    /// </summary>
    private async Task<Decision?> FindByNumber(IncidentNumber number)
    {
        var cards = services.Cards;
        if (await store.FindStoredCard(number, cards.VersionOf(number)) is not { } stored) return null;
        if (cards.Take(number, stored) is not { } card)
        {
            if (await store.FindCard(number) is not { } parts) return null;
            card = cards.PutTogether(parts);
        }
        var found = new Candidate(card.Incident, FoundBy.Number) { Outright = true, MergedNumber = card.Incident.AskedFor };
        return Decision.From([found], reserved: false) with { Card = card };
    }

    private async Task<TReply> Record(Decision decision)
    {
        request.Audited.Number = decision.Single?.Incident.Number;
        var reply = await request.Change(
            change => Record(change, decision), (change, made) => Respond(change, made.Lookup, made.Incidents, decision));
        if (reply.Untyped is { IsSuccess: true, Replayed: false })
            services.Metrics.CountLookup(decision.Outcome, request.Origin.Channel, missed: decision.Outcome == Outcomes.None);
        return reply;
    }

    /// <summary>
    /// Records the lookup, and the interaction if the customer is present. Returns the incidents that the answer must show in their current
    /// state.
    /// </summary>
    private async Task<Outcome<(LookupRecord Lookup, IReadOnlyList<Incident> Incidents)>> Record(ChangeContext change, Decision decision)
    {
        var id = change.Transaction.NewId();
        var present = input.CustomerPresent && decision.CustomerIsKnown;
        var presence = present ? new LookupPresence(change.Origin, change.Now, LookupId.Format(id), input.WaitSeconds) : null;
        var locked = new Dictionary<long, Incident>();
        var matches = present || request.IdempotencyCommand is not null ? decision.Matches : [];
        foreach (var match in matches.OrderBy(match => match.Incident.Id)) // as merges do, so that they wait for each other
        {
            var incident = locked[match.Incident.Id] = await change.Transaction.LockIncident(match.Incident.Id);
            incident.AskedFor = match.Incident.AskedFor;
            if (presence is not null) await LookupChanges.RecordInteraction(change, incident, presence);
        }
        var lookup = Describe(id, change, decision, present);
        await change.Transaction.AddLookup(lookup, decision.Outcome == Outcomes.None ? input.QuotedToKeep : null);
        return (lookup, matches.Select(match => locked[match.Incident.Id]).ToList());
    }

    /// <summary>Shows the incidents in their current state: a stored reply must not contain what was redacted since the search.</summary>
    private async Task<TReply> Respond(
        ChangeContext change, LookupRecord lookup, IReadOnlyList<Incident> incidents, Decision decision)
    {
        var current = incidents.Count == 0
            ? decision
            : decision with
            {
                Matches = [.. decision.Matches.Zip(incidents, (match, incident) => match with { Incident = incident })],
                Card = decision.Single is null ? null : FoundCard.From(await change.Transaction.FindCard(incidents[0])),
            };
        var answer = Render(lookup, current);
        return TReply.From(
            Show(answer, current).Untyped.WithPersonalDataOf([.. current.Matches.Select(match => match.Incident.Id)]));
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
        IncidentId = decision.Single?.Incident.Id,
        Shape = decision.Outcome == Outcomes.None ? Shape.From(input.Quoted) : null,
        CustomerPresent = input.CustomerPresent,
        WaitSeconds = input.WaitSeconds,
        Counted = present,
    };

    private LookupAnswer Render(LookupRecord lookup, Decision decision) => new()
    {
        Id = LookupId.Format(lookup.Id),
        Outcome = decision.Outcome,
        Spoken = SpokenAnswer.Format(decision),
        Matches = [.. decision.Matches.Select(match => Render(match, decision))],
        ReservedBy = decision.Outcome == Outcomes.Reserved ? decision.Reservation?.By : null,
        ReservedChannel = decision.Outcome == Outcomes.Reserved ? decision.Reservation?.Channel : null,
        InteractionRecorded = lookup.Counted,
    };

    private LookupMatch Render(Candidate match, Decision decision)
    {
        var incident = match.Incident;
        return new LookupMatch
        {
            Certainty = decision.Certain ? Certainty.Certain : Certainty.Confirm,
            By = MatchedBy.NameOf(match.By),
            Repair = match.Mend is { } mend ? Repair.From(mend) : null,
            Agree = match.Agree,
            Contradict = match.Contradict,
            Number = incident.Number,
            Formatted = incident.Number.Formatted,
            State = incident.State,
            Card = MayRead && decision.Card is { } card ? decision.Certain ? card.Json : card.Json.Masked() : null,
            Summary = MayRead && decision.Card is null ? IncidentSummary.From((Incident)incident) : null, // one of several was read whole
        };
    }
}
