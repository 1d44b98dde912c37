using System.Text;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Approvals;

internal static class RedemptionEndpoints
{
    private const int PlaceOfTransaction = 7; // "", v1, incidents, number, approvals, approval, redemptions, transaction

    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/approvals/{approval}/redemptions/{transaction}").WithTags("Approvals");
        group.MapPut("", Redeem).Named("redeemApproval", Scopes.Redeem, Operations.RedeemApproval);
        group.MapGet("", Get).Named("getRedemption", ScopePolicies.ReadOrRedeem, Operations.GetRedemption);
        group.MapPost("/reversal", Reverse).Named("reverseRedemption", Scopes.Redeem, Operations.ReverseRedemption);
    }

    private static Task<Reply> Redeem(
        PathNumber number, PathOrdinal approval, string transaction, HttpContext http, Body<RedemptionRequest> body, Call call, Store store)
    {
        var faults = new Faults();
        var given = body.Value.Read(TransactionIn(http, faults) ?? "", faults);
        return faults.None
            ? call.ChangeIncident(number.Value, (change, incident) => Honour(change, incident, approval.Value, given, call.Origin, store))
            : Task.FromResult<Reply>(faults.ToProblem());
    }

    private static async Task<Reply> Honour(Transaction transaction, Incident incident, int ordinal, GivenRedemption given, Origin origin, Store store)
    {
        if (await transaction.FindApproval(incident.NamedId, ordinal) is not { } approval) return Problem.Of(Problems.ItemUnknown);
        if (await transaction.FindRedemption(approval, given.Transaction) is { } known)
            return given.RefusalToRepeat(known, origin) is { } different ? different : Show(known, incident);
        var last = approval.IsExhausted ? await transaction.LastRedemption(approval) : null;
        if ((GivenRedemption.Refusal(approval, last, origin, transaction.Now) ?? given.Misfit(approval)) is { } refusal) return refusal;
        var redemption = given.Take(approval, origin, transaction.Now);
        await transaction.Redeem(approval, redemption);
        incident.Append(EventTypes.ApprovalRedeemed, origin, transaction.Now, FactsOf(redemption, incident));
        await transaction.Save(incident);
        var address = $"/v1/incidents/{incident.NamedNumber}/approvals/{ordinal}/redemptions/{Uri.EscapeDataString(given.Transaction)}";
        return Reply.Created(address, RedemptionView.Of(redemption, incident.NamedNumber), Json.Wire.RedemptionView).About(incident);
    }

    private static async Task<Reply> Get(PathNumber number, PathOrdinal approval, string transaction, HttpContext http, Store store)
    {
        var faults = new Faults();
        if (TransactionIn(http, faults) is not { } id) return faults.ToProblem();
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindRedemption(incident.NamedId, approval.Value, id)) is { } found ? Show(found, incident) : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Reverse(
        PathNumber number, PathOrdinal approval, string transaction, HttpContext http, Body<ReversalRequest> body, Call call, Store store)
    {
        var faults = new Faults();
        var reason = faults.Wording("reason", body.Value.Reason, Limits.Line);
        var id = TransactionIn(http, faults);
        return faults.None
            ? call.ChangeIncident(number.Value, (change, incident) => TakeBack(change, incident, approval.Value, id!, reason, call.Origin, store))
            : Task.FromResult<Reply>(faults.ToProblem());
    }

    private static async Task<Reply> TakeBack(
        Transaction transaction, Incident incident, int ordinal, string id, string? reason, Origin origin, Store store)
    {
        if (await transaction.FindApproval(incident.NamedId, ordinal) is not { } approval) return Problem.Of(Problems.ItemUnknown);
        var redemption = await transaction.FindRedemption(approval, id);
        if (redemption?.ReversedAt is not null) return Show(redemption, incident);
        if (redemption is null)
        {
            redemption = Redemption.Blocked(approval, id, origin, transaction.Now);
            transaction.AddRedemption(redemption);
        }
        else
        {
            redemption.Reverse(origin, transaction.Now);
            await transaction.Reverse(approval, redemption);
        }
        incident.Append(EventTypes.RedemptionReversed, origin, transaction.Now, FactsOf(redemption, incident), reason);
        await transaction.Save(incident);
        return Show(redemption, incident);
    }

    /// <summary>The till's id as it was written: it may hold slashes. Compared as other keys are (NFKC), by case.</summary>
    private static string? TransactionIn(HttpContext http, Faults faults)
    {
        if (RawPath.Read(http, "transaction", PlaceOfTransaction, isRest: false, faults) is not { } text) return null;
        var line = faults.Line("transaction", text, Limits.Line, required: true);
        return line is null ? null : faults.Line("transaction", line.Normalize(NormalizationForm.FormKC), Limits.Line, required: true);
    }

    private static Facts FactsOf(Redemption redemption, Incident incident) => new()
    {
        Number = incident.NamedNumber.ToString(),
        Approval = redemption.Approval,
        Transaction = redemption.TransactionId,
        Item = redemption.Item,
        Quantity = redemption.Quantity,
        Money = Money.Of(redemption.Amount, redemption.Currency),
    };

    private static Reply Show(Redemption redemption, Incident incident) =>
        Reply.Ok(RedemptionView.Of(redemption, incident.NamedNumber), Json.Wire.RedemptionView).About(incident);
}
