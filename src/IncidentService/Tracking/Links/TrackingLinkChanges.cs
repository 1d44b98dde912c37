using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Secrets;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Incidents.Merging;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Tracking.Links;

/// <summary>A link with its token, which exists only until the response is sent.</summary>
internal sealed record CreatedLink(TrackingLink Link, MergeGroup Group, string Token);

/// <summary>Creates and revokes personal links.</summary>
internal static class TrackingLinkChanges
{
    public static async Task<Outcome<CreatedLink>> Create(ChangeContext change, Incident incident, TrackingLinkInput input)
    {
        if (input.ValidateTimes(change.Now) is { } untimely) return untimely;
        var transaction = change.Transaction;
        var contact = input.Contact is { } wanted ? (await transaction.ListContacts(incident)).FirstOrDefault(wanted.IsSameAs) : null;
        if (contact is null && input.Contact is not null)
            return Problem.Invalid(new FieldFault("contact", "is no contact of this incident: add it to its contacts first"));
        if ((await transaction.ListTrackingLinks(incident)).Count(known => known.IsUsable(change.Now)) >= Limits.ItemsOfIncident)
            return Problem.From(Problems.TooManyItems);
        var (link, token) = (input.Create(change, incident, contact), LinkToken.Create());
        transaction.AddTrackingLink(link, LinkToken.Hash(token)!);
        incident.Append(
            EventTypes.TrackingLinkCreated,
            change.Origin,
            change.Now,
            FactsOf(link) with { Contact = contact?.Ordinal, Kind = contact?.Kind });
        return new CreatedLink(link, await transaction.FindMergeGroup(incident), token);
    }

    /// <summary>Revokes a link; a revoked one stays as it is.</summary>
    public static async Task<Outcome<Done>> Revoke(ChangeContext change, Incident incident, long? id)
    {
        var link = id is { } given ? await change.Transaction.FindTrackingLink(given) : null;
        if (link is null || !(await change.Transaction.FindMergeGroup(incident)).Contains(link.IncidentId))
            return Problem.From(Problems.TrackingLinkUnknown);
        if (link.RevokedAt is not null) return default(Done);
        link.RevokedAt = change.Now;
        change.Transaction.RevokeTrackingLink(link);
        incident.Append(EventTypes.TrackingLinkRevoked, change.Origin, change.Now, FactsOf(link));
        return default(Done);
    }

    private static Facts FactsOf(TrackingLink link) => new() { Link = link.Id.ToString(), DueAt = link.ExpiresAt };
}
