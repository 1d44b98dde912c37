using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Storage.Sql;

namespace IncidentService.Incidents.Cards;

/// <summary>Replies to changes with the card, as far as the caller may see it.</summary>
internal static class CardReply
{
    /// <summary>The current card of the changed incident.</summary>
    public static Task<VersionedReply<Ok<Card>>> Changed(ChangeContext change, Incident incident, Done _) => Changed(change, incident);

    public static async Task<VersionedReply<Ok<Card>>> Changed(ChangeContext change, Incident incident) =>
        Reply.Ok(Card.From(change, await change.Transaction.FindCard(incident))).ForIncident(incident);

    /// <summary>The card of the incident that was found, or of the one that was opened instead.</summary>
    public static async Task<VersionedReply<Created<Card>, Ok<Card>>> FoundOrOpened(ChangeContext change, FoundOrOpened result) =>
        result.Opened is { } parts
            ? Reply.Created(parts.Incident.Url, Card.From(change, parts)).ForIncident(parts.Incident)
            : await Changed(change, result.Found!);
}

/// <summary>An incident that was found or, if there was none, the one that was opened. One of the two is null.</summary>
internal readonly record struct FoundOrOpened(Incident? Found, CardParts? Opened)
{
    /// <summary>Checks the caller's If-Match, then returns the found incident or opens a new one.</summary>
    public static async Task<Outcome<FoundOrOpened>> FindOrOpen(
        ChangeContext change, WriteRequest request, Incident? incident, IncidentInput wanted)
    {
        if (request.ValidateIfMatch(incident) is { } failed) return failed;
        if (incident is not null) return new FoundOrOpened(incident, null);
        return (await IncidentChanges.Open(change, wanted)).Try(out var parts, out var problem) ? new FoundOrOpened(null, parts) : problem;
    }
}
