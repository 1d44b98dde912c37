using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Approvals;

/// <summary>Calls that desks and tills make for approvals.</summary>
internal static class ApprovalCalls
{
    public static object Usd(string amount) => new { amount, currency = "USD" };

    /// <summary>Money of Kuwait, which has three decimal places.</summary>
    public static object Kwd(string amount) => new { amount, currency = "KWD" };

    /// <summary>Grants, and returns the approval's address.</summary>
    public static async Task<string> Grant(this ApiClient desk, string number, object approval)
    {
        var granted = await desk.Post($"/v1/incidents/{number}/approvals", approval);
        granted.Expect(HttpStatusCode.Created);
        return granted.Location!;
    }

    /// <summary>Grants an approval on a new incident.</summary>
    public static async Task<string> Grant(this ApiClient desk, object approval) => await desk.Grant(await desk.Open(), approval);

    public static Task<Answer> Redeem(
        this ApiClient till, string approval, string transaction, object? details = null, params (string, string)[] headers) =>
        till.Put($"{approval}/redemptions/{Uri.EscapeDataString(transaction)}", details ?? new { }, headers);

    public static Task<Answer> Reverse(this ApiClient till, string approval, string transaction, object? details = null) =>
        till.Post($"{approval}/redemptions/{Uri.EscapeDataString(transaction)}/reversal", details ?? new { });

    public static Task<Answer> Revoke(this ApiClient desk, string approval, object? details = null) =>
        desk.Post(approval + "/revocation", details ?? new { });

    /// <summary>The current approval.</summary>
    public static async Task<System.Text.Json.Nodes.JsonNode> Now(this ApiClient till, string approval) =>
        (await till.Get(approval)).Expect(HttpStatusCode.OK);
}
