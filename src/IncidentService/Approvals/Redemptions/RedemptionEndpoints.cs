using System.Text;
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

namespace IncidentService.Approvals.Redemptions;

internal static class RedemptionEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/approvals/{approval}/redemptions/{transaction}").WithTags("Approvals");
        group.MapPut("", Redeem).RequireScope(Scopes.Redeem).Describe(ApprovalContract.Redeem);
        group.MapGet("", Get).RequireScope(ScopePolicies.ReadOrRedeem).Describe(ApprovalContract.GetRedemption);
        group.MapPost("/reversal", Reverse).RequireScope(Scopes.Redeem).Describe(ApprovalContract.ReverseRedemption);
    }

    private static Task<VersionedReply<Created<RedemptionView>, Ok<RedemptionView>>> Redeem(
        PathNumber number, PathOrdinal approval, string transaction, Body<RedemptionRequest, RedemptionInput> body,
        [AcceptsIfMatch] WriteRequest request) =>
        request.Change<(Incident Incident, Redeemed Result), VersionedReply<Created<RedemptionView>, Ok<RedemptionView>>>(
            async change =>
            {
                var input = body.Value;
                if (await change.Transaction.LockApproval(number.Value, approval.Value, input.Transaction) is not { } locked)
                    return Problem.From(Problems.NumberUnknown);
                if (request.ValidateIfMatch(locked.Incident) is { } failed) return failed;
                return (await RedemptionChanges.Redeem(change, locked, input)).Try(out var redeemed, out var problem)
                    ? (locked.Incident, redeemed)
                    : problem;
            },
            made => ReplyWith(made.Incident, made.Result));

    private static async Task<VersionedReply<Ok<RedemptionView>>> Get(
        PathNumber number, PathOrdinal approval, string transaction, HttpContext http, Store store)
    {
        var errors = new ValidationErrors();
        if (PathTransaction.Parse(http, errors) is not { } id) return errors.ToProblem();
        if (await store.Read(session => session.FindIncident(number.Value)) is not { } incident)
            return Problem.From(Problems.NumberUnknown);
        return await store.Read(session => session.FindRedemption(incident.NamedId, approval.Value, id)) is { } found
            ? ReplyWith(found, incident)
            : Problem.From(Problems.ItemUnknown);
    }

    private static Task<VersionedReply<Ok<RedemptionView>>> Reverse(
        PathNumber number, PathOrdinal approval, string transaction, Body<ReversalRequest, ReversalInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => RedemptionChanges.Reverse(change, incident, approval.Value, body.Value),
            (incident, redemption) => ReplyWith(redemption, incident));

    private static VersionedReply<Created<RedemptionView>, Ok<RedemptionView>> ReplyWith(Incident incident, Redeemed redeemed)
    {
        var redemption = redeemed.Redemption;
        if (!redeemed.IsNew) return ReplyWith(redemption, incident);
        var address =
            $"/v1/incidents/{incident.NamedNumber}/approvals/{redemption.Approval}/redemptions/{Uri.EscapeDataString(redemption.TransactionId)}";
        return Reply.Created(address, RedemptionView.From(redemption, incident.NamedNumber))
            .ForIncident(incident);
    }

    private static VersionedReply<Ok<RedemptionView>> ReplyWith(Redemption redemption, Incident incident) =>
        Reply.Ok(RedemptionView.From(redemption, incident.NamedNumber)).ForIncident(incident);
}
