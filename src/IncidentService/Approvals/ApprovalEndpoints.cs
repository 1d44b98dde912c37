using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Approvals;

/// <summary>Why an approval is not to be honoured any more.</summary>
internal sealed record RevocationRequest
{
    /// <summary>Why; the text of the line that tells of the revocation.</summary>
    public string? Reason { get; init; }
}

internal static class ApprovalEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/approvals").WithTags("Approvals");
        group.MapGet("", List).Named("listApprovals", ScopePolicies.ReadOrRedeem, Operations.ListApprovals);
        group.MapPost("", Grant).Named("grantApproval", Scopes.Approve, Operations.GrantApproval);
        group.MapGet("/{approval}", Get).Named("getApproval", ScopePolicies.ReadOrRedeem, Operations.GetApproval);
        group.MapPost("/{approval}/revocation", Revoke).Named("revokeApproval", Scopes.Approve, Operations.RevokeApproval);
    }

    private static async Task<Reply> List(PathNumber number, Store store)
    {
        if (await store.ReadSnapshot(session => session.FindCard(number.Value)) is not { } parts) return Problem.Of(Problems.NumberUnknown);
        var approvals = parts.Approvals.Select(approval => ApprovalView.Of(approval, parts.Family.NumberOf(approval.IncidentId)));
        return Reply.Ok(new ApprovalList([.. approvals]), Json.Wire.ApprovalList).About(parts.Incident);
    }

    private static Task<Reply> Grant(PathNumber number, Body<ApprovalRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var given = body.Value.Read("", faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            var (approval, problem) = await Granting.Grant(transaction, rules, call, incident, given);
            if (problem is not null) return problem;
            await transaction.Save(incident);
            var address = $"{incident.Url}/approvals/{approval!.Ordinal}";
            return Reply.Created(address, ApprovalView.Of(approval, incident.Number), Json.Wire.ApprovalView).About(incident);
        });
    }

    private static async Task<Reply> Get(PathNumber number, PathOrdinal approval, Store store)
    {
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindApproval(incident.NamedId, approval.Value)) is { } found
            ? Reply.Ok(ApprovalView.Of(found, incident.NamedNumber), Json.Wire.ApprovalView).About(incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Revoke(PathNumber number, PathOrdinal approval, Body<RevocationRequest> body, Call call, Store store)
    {
        var faults = new Faults();
        var reason = faults.Wording("reason", body.Value.Reason, Limits.Line);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            if (await transaction.FindApproval(incident.NamedId, approval.Value) is not { } found) return Problem.Of(Problems.ItemUnknown);
            if (found.RevokedAt is null)
            {
                found.Revoke(call.Origin, transaction.Now);
                await transaction.RevokeApproval(found);
                var facts = new Facts { Number = incident.NamedNumber.ToString(), Approval = found.Ordinal };
                incident.Append(EventTypes.ApprovalRevoked, call.Origin, transaction.Now, facts, reason);
                await transaction.Save(incident);
            }
            return Reply.Ok(ApprovalView.For(call.Caller, found, incident.NamedNumber), Json.Wire.ApprovalView).About(incident);
        });
    }
}
