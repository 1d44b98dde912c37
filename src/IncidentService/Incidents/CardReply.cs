using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Storage;

namespace IncidentService.Incidents;

/// <summary>Replies to changes with the card, as far as the caller may see it.</summary>
internal static class CardReply
{
    /// <summary>The card of the changed incident as it is now.</summary>
    public static Task<Reply> Changed(ChangeContext change, Incident incident, Done _) => Changed(change, incident);

    public static async Task<Reply> Changed(ChangeContext change, Incident incident) =>
        Reply.Ok(Card.For(change, await change.Transaction.ReadCard(incident)), Json.Wire.Card).About(incident);

    /// <summary>The card of an incident that was there, or of the one that was opened because there was none.</summary>
    public static Task<Reply> FoundOrOpened(ChangeContext change, FoundOrOpened result) => result.Opened is { } parts
        ? Task.FromResult(Reply.Created(parts.Incident.Url, Card.For(change, parts), Json.Wire.Card).About(parts.Incident))
        : Changed(change, result.Found!);
}

/// <summary>An incident that was there, or one that was opened because there was none; either is null.</summary>
internal readonly record struct FoundOrOpened(Incident? Found, CardParts? Opened)
{
    /// <summary>The incident, where there is one that the caller's If-Match names; else a new one.</summary>
    public static async Task<Outcome<FoundOrOpened>> Take(ChangeContext change, Call call, Incident? incident, NewIncident wanted)
    {
        if (call.Precondition(incident) is { } failed) return failed;
        if (incident is not null) return new FoundOrOpened(incident, null);
        return (await Opening.Open(change, wanted)).Try(out var parts, out var problem) ? new FoundOrOpened(null, parts) : problem;
    }
}
