using System.Text;
using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Approvals;

internal static class RedemptionEndpoints
{
    private const int PlaceOfTransaction = 7; // "", v1, incidents, number, approvals, approval, redemptions, transaction

    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/approvals/{approval}/redemptions/{transaction}").WithTags("Approvals");
        group.MapPut("", Redeem).RequireScope(Scopes.Redeem).Describe(ApprovalContract.Redeem);
        group.MapGet("", Get).RequireScope(ScopePolicies.ReadOrRedeem).Describe(ApprovalContract.GetRedemption);
        group.MapPost("/reversal", Reverse).RequireScope(Scopes.Redeem).Describe(ApprovalContract.ReverseRedemption);
    }

    private static Task<Reply> Redeem(
        PathNumber number, PathOrdinal approval, string transaction, Body<RedemptionRequest, GivenRedemption> body, Call call) =>
        call.ChangeIncident(
            number.Value,
            (change, incident) => RedemptionChanges.Redeem(change, incident, approval.Value, body.Value),
            (incident, redeemed) => redeemed.IsNew ? Redeemed(redeemed.Redemption, incident) : Show(redeemed.Redemption, incident));

    private static async Task<Reply> Get(PathNumber number, PathOrdinal approval, string transaction, HttpContext http, Store store)
    {
        var faults = new Faults();
        if (TransactionIn(http, faults) is not { } id) return faults.ToProblem();
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindRedemption(incident.NamedId, approval.Value, id)) is { } found
            ? Show(found, incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Reverse(
        PathNumber number, PathOrdinal approval, string transaction, Body<ReversalRequest, GivenReversal> body, Call call) =>
        call.ChangeIncident(
            number.Value,
            (change, incident) => RedemptionChanges.Reverse(change, incident, approval.Value, body.Value),
            (incident, redemption) => Show(redemption, incident));

    /// <summary>The till's id as it was written: it may hold slashes. Compared as other keys are (NFKC), by case.</summary>
    public static string? TransactionIn(HttpContext http, Faults faults)
    {
        if (RawPath.Read(http, "transaction", PlaceOfTransaction, isRest: false, faults) is not { } text) return null;
        var line = faults.Line("transaction", text, Limits.Line, required: true);
        return line is null ? null : faults.Line("transaction", line.Normalize(NormalizationForm.FormKC), Limits.Line, required: true);
    }

    private static Reply Redeemed(Redemption redemption, Incident incident)
    {
        var address = $"/v1/incidents/{incident.NamedNumber}/approvals/{redemption.Approval}/redemptions/{Uri.EscapeDataString(redemption.TransactionId)}";
        return Reply.Created(address, RedemptionView.Of(redemption, incident.NamedNumber), Json.Wire.RedemptionView).About(incident);
    }

    private static Reply Show(Redemption redemption, Incident incident) =>
        Reply.Ok(RedemptionView.Of(redemption, incident.NamedNumber), Json.Wire.RedemptionView).About(incident);
}
