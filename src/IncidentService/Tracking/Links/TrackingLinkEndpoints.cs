using System.Globalization;
using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Incidents.Merging;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Tracking.Links;

internal static class TrackingLinkEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/tracking-links").WithTags("Tracking links");
        group.MapPost("", Create).RequireScope(Scopes.Write).Describe(TrackingLinkContract.Create);
        group.MapGet("", List).RequireScope(Scopes.Read).Describe(TrackingLinkContract.List);
        group.MapGet("/{link}", Get).RequireScope(Scopes.Read).Describe(TrackingLinkContract.Get);
        group.MapDelete("/{link}", Revoke).RequireScope(Scopes.Write).Describe(TrackingLinkContract.Revoke);
    }

    private static async Task<VersionedReply<Created<TrackingLinkView>>> Create(
        PathNumber number, Body<TrackingLinkRequest, TrackingLinkInput> body, WriteRequest request, TrackingAddress address) =>
        await request.ChangeIncident(
            number.Value,
            (change, incident) => TrackingLinkChanges.Create(change, incident, body.Value),
            (incident, made) => Reply
                .Created(
                    $"{incident.Url}/tracking-links/{made.Link.Id}",
                    TrackingLinkView.From(made.Link, NumbersOf(made.Group), address.Format(incident.Number, made.Token)))
                .WithoutStoredBody()
                .ForIncident(incident));

    private static async Task<VersionedReply<Ok<TrackingLinkList>>> List(PathNumber number, Store store)
    {
        if (await store.Read(session => session.FindIncident(number.Value)) is not { } incident)
            return Problem.From(Problems.NumberUnknown);
        var (group, links) = await store.Read(
            async session => (await session.FindMergeGroup(incident), await session.ListTrackingLinks(incident)));
        var shown = links.Where(link => group.Contains(link.IncidentId)).Select(link => TrackingLinkView.From(link, NumbersOf(group)));
        return Reply.Ok(new TrackingLinkList([.. shown])).ForIncident(incident);
    }

    private static async Task<VersionedReply<Ok<TrackingLinkView>>> Get(PathNumber number, string link, Store store)
    {
        if (await store.Read(session => session.FindIncident(number.Value)) is not { } incident)
            return Problem.From(Problems.NumberUnknown);
        var group = await store.Read(session => session.FindMergeGroup(incident));
        return ParseId(link) is { } id
            && await store.Read(session => session.FindTrackingLink(id)) is { } found && group.Contains(found.IncidentId)
            ? Reply.Ok(TrackingLinkView.From(found, NumbersOf(group))).ForIncident(incident)
            : Problem.From(Problems.TrackingLinkUnknown);
    }

    private static Task<VersionedReply<NoContent>> Revoke(PathNumber number, string link, [AcceptsIfMatch] WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => TrackingLinkChanges.Revoke(change, incident, ParseId(link)),
            (incident, _) => Reply.NoContent().ForIncident(incident));

    private static Func<long, IncidentNumber?> NumbersOf(MergeGroup group) => id => group.Contains(id) ? group.NumberOf(id) : null;

    private static long? ParseId(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
