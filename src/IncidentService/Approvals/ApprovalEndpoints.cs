using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Approvals;

/// <summary>Why an approval is revoked.</summary>
internal sealed record RevocationRequest : IRequest<RevocationInput>
{
    /// <summary>The reason. It becomes the text of the line that records the revocation.</summary>
    public string? Reason { get; init; }

    public RevocationInput ToInput(RequestContext context, ValidationErrors errors) =>
        new(errors.ParseMaskedLine("reason", Reason, Limits.Line));
}

/// <summary>A validated revocation request.</summary>
internal sealed record RevocationInput(string? Reason);

internal static class ApprovalEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/approvals").WithTags("Approvals");
        group.MapGet("", List).RequireScope(ScopePolicies.ReadOrRedeem).Describe(ApprovalContract.List);
        group.MapPost("", Grant).RequireScope(Scopes.Approve).Describe(ApprovalContract.Grant);
        group.MapGet("/{approval}", Get).RequireScope(ScopePolicies.ReadOrRedeem).Describe(ApprovalContract.Get);
        group.MapPost("/{approval}/revocation", Revoke).RequireScope(Scopes.Approve).Describe(ApprovalContract.Revoke);
    }

    private static async Task<VersionedReply<Ok<ApprovalList>>> List(PathNumber number, Store store)
    {
        if (await store.FindCard(number.Value) is not { } parts)
            return Problem.From(Problems.NumberUnknown);
        var approvals = parts.Approvals.Select(approval => ApprovalView.From(approval, parts.Group.NumberOf(approval.IncidentId)));
        return Reply.Ok(new ApprovalList([.. approvals])).ForIncident(parts.Incident);
    }

    private static Task<VersionedReply<Created<ApprovalView>>> Grant(
        PathNumber number, Body<ApprovalRequest, ApprovalInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => ApprovalChanges.Grant(change, incident, body.Value),
            (incident, approval) => Reply
                .Created($"{incident.Url}/approvals/{approval.Ordinal}", ApprovalView.From(approval, incident.Number))
                .ForIncident(incident));

    private static async Task<VersionedReply<Ok<ApprovalView>>> Get(PathNumber number, PathOrdinal approval, Store store)
    {
        if (await store.Read(session => session.FindIncident(number.Value)) is not { } incident)
            return Problem.From(Problems.NumberUnknown);
        return await store.Read(session => session.FindApproval(incident.NamedId, approval.Value)) is { } found
            ? Reply.Ok(ApprovalView.From(found, incident.NamedNumber)).ForIncident(incident)
            : Problem.From(Problems.ItemUnknown);
    }

    private static Task<VersionedReply<Ok<ApprovalView>>> Revoke(
        PathNumber number, PathOrdinal approval, Body<RevocationRequest, RevocationInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => ApprovalChanges.Revoke(change, incident, approval.Value, body.Value.Reason),
            (change, incident, revoked) => Task.FromResult(
                Reply.Ok(ApprovalView.From(change.Caller, revoked, incident.NamedNumber)).ForIncident(incident)));
}
