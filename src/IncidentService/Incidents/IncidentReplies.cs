using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Incidents.Cards;
using IncidentService.Storage.Sql;

namespace IncidentService.Incidents;

internal static class IncidentReplies
{
    /// <summary>Sets the ETag to the incident's version. Erasing the incident's personal data also erases the stored reply.</summary>
    public static VersionedReply<TSuccess> ForIncident<TSuccess>(this Reply<TSuccess> reply, Incident incident)
        where TSuccess : ISuccess => reply.AtVersion(incident.Tag, incident.Id);
}

/// <summary>Replies to changes with the card, as far as the caller may see it.</summary>
internal static class CardReply
{
    /// <summary>The card of an incident that is being opened, which is stored with it.</summary>
    public static VersionedReply<Created<Card>> Opened(ChangeContext change, CardParts parts, CardKeeper keeper)
    {
        var reply = Reply.Created(parts.Incident.Url, Card.From(parts)).ForIncident(parts.Incident);
        if (keeper.Stores && CardBody.Plain(reply.Untyped.Body!) is { } body) change.Transaction.AddCard(parts.Incident, body);
        return reply;
    }

    /// <summary>The current card of the changed incident.</summary>
    public static Task<VersionedReply<Ok<Card>>> Changed(ChangeContext change, Incident incident, Done _) => Changed(change, incident);

    public static async Task<VersionedReply<Ok<Card>>> Changed(ChangeContext change, Incident incident) =>
        Reply.Ok(Card.From(change.Caller, await change.Transaction.FindCard(incident))).ForIncident(incident);

    /// <summary>The card of the incident that was found, or of the one that was opened instead.</summary>
    public static async Task<VersionedReply<Created<Card>, Ok<Card>>> FoundOrOpened(ChangeContext change, FoundOrOpened result) =>
        result.Opened is { } parts
            ? Reply.Created(parts.Incident.Url, Card.From(change.Caller, parts)).ForIncident(parts.Incident)
            : await Changed(change, result.Found!);
}
