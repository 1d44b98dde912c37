using IncidentNumbers;
using IncidentService.Client;

namespace PhoneDesk;

/// <summary>The commands of a phone rep.</summary>
internal sealed class Desk(IncidentClient client, TextWriter screen)
{
    public const int Refused = 1;
    public const int Unreachable = 2;

    public async Task<int> Find(string words)
    {
        var typed = TypedNumber.Read(words);
        if (typed.Mends is [var mend, ..]) screen.WriteLine($"Read it back: {mend.Number.Formatted}?");
        LookupAnswer found = await client.Lookups.LookUpAsync(new() { Quoted = words, CustomerPresent = true });
        screen.WriteLine($"{found.Outcome}: {found.Spoken}");
        if (found.Matches.Count == 0) screen.WriteLine($"Lookup {found.Id} waits for an answer.");
        foreach (var match in found.Matches) Show(match);
        return 0;
    }

    public async Task<int> Honour(string number, int approval, string order)
    {
        if (Read(number) is not { } incident) return Refused;
        var redeemed = await client.Redemptions.RedeemAsync(incident, approval, order, new());
        screen.WriteLine(
            $"{(redeemed.IsNew ? "Honoured" : "Honoured before")}: {redeemed.Value.Item} for {redeemed.Value.Money}, order {redeemed.Value.Transaction}.");
        return 0;
    }

    public async Task<int> Answer(string lookup, string number, string system)
    {
        if (Read(number) is not { } incident) return Refused;
        RecordedLookup answered = await client.Lookups.AnswerAsync(lookup, new() { Number = incident, System = system });
        screen.WriteLine($"From now on {answered.Answer?.Taught?.Value ?? "it"} leads to {incident.Formatted}.");
        return 0;
    }

    public async Task<int> Resolve(string number, string words)
    {
        if (Read(number) is not { } incident) return Refused;
        Card card = await client.Resolution.ResolveAsync(incident, new() { Told = words });
        screen.WriteLine($"{card.Formatted} is {card.State}.");
        return 0;
    }

    /// <summary>Parses the typed text before any call.</summary>
    private IncidentNumber? Read(string typed)
    {
        var read = TypedNumber.Read(typed);
        if (read.Number is null) screen.WriteLine(read.Mends is [var mend, ..] ? $"No number. {mend.Number.Formatted}?" : "No number.");
        return read.Number;
    }

    private void Show(LookupMatch match)
    {
        screen.WriteLine($"{match.Formatted} {match.State}, {match.Certainty}");
        if (match.Card is not { } card) return;
        foreach (var line in card.Timeline.Where(line => line.Text is not null))
            screen.WriteLine($"  {line.At:d MMM HH:mm} {line.Type}: {line.Text}");
        foreach (var approval in card.Approvals)
            screen.WriteLine(
                $"  Approval {approval.Id}: {approval.Type} {approval.Item} {approval.Money}, used {approval.Used} of {approval.Uses}");
        foreach (var handoff in card.Handoffs)
            screen.WriteLine(
                $"  Hand-off {handoff.Id}: {handoff.Reason}{(handoff.ArrivedAt is null ? "" : " (the customer has arrived)")}");
        foreach (var promise in card.Promises) screen.WriteLine($"  Promise {promise.Id}, {promise.State}: {promise.Text}");
    }
}
