using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Approvals;

/// <summary>Why an approval is revoked.</summary>
internal sealed record RevocationRequest : IRequest<GivenRevocation>
{
    /// <summary>The reason. It becomes the text of the line that records the revocation.</summary>
    public string? Reason { get; init; }

    public GivenRevocation ToInput(RequestContext request, Faults faults) => new(faults.Wording("reason", Reason, Limits.Line));
}

/// <summary>A revocation, read.</summary>
internal sealed record GivenRevocation(string? Reason);

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

    private static async Task<Reply> List(PathNumber number, Store store)
    {
        if (await store.ReadSnapshot(session => session.FindCard(number.Value)) is not { } parts) return Problem.Of(Problems.NumberUnknown);
        var approvals = parts.Approvals.Select(approval => ApprovalView.Of(approval, parts.Family.NumberOf(approval.IncidentId)));
        return Reply.Ok(new ApprovalList([.. approvals]), Json.Wire.ApprovalList).About(parts.Incident);
    }

    private static Task<Reply> Grant(PathNumber number, Body<ApprovalRequest, GivenApproval> body, Call call) => call.ChangeIncident(
        number.Value,
        (change, incident) => Granting.Grant(change, incident, body.Value),
        (incident, approval) => Reply.Created(
            $"{incident.Url}/approvals/{approval.Ordinal}", ApprovalView.Of(approval, incident.Number), Json.Wire.ApprovalView).About(incident));

    private static async Task<Reply> Get(PathNumber number, PathOrdinal approval, Store store)
    {
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindApproval(incident.NamedId, approval.Value)) is { } found
            ? Reply.Ok(ApprovalView.Of(found, incident.NamedNumber), Json.Wire.ApprovalView).About(incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Revoke(PathNumber number, PathOrdinal approval, Body<RevocationRequest, GivenRevocation> body, Call call) =>
        call.ChangeIncident(
            number.Value,
            (change, incident) => Granting.Revoke(change, incident, approval.Value, body.Value.Reason),
            (change, incident, revoked) => Task.FromResult(
                Reply.Ok(ApprovalView.For(change, revoked, incident.NamedNumber), Json.Wire.ApprovalView).About(incident)));
}
