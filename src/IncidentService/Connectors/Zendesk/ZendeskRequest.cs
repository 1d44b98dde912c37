using System.Security.Cryptography;
using System.Text;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Requests;

namespace IncidentService.Connectors.Zendesk;

/// <summary>
/// A request with a valid signature of Zendesk (https://developer.zendesk.com/documentation/webhooks/verifying): HMAC-SHA256 with the
/// webhook's secret as key, unchanged, over timestamp and body; in base64. The age is not checked, because a repeated request is harmless:
/// each message is recorded once.
/// </summary>
internal sealed class ZendeskRequest : IBoundParameter
{
    public const string Signature = "X-Zendesk-Webhook-Signature";
    public const string Timestamp = "X-Zendesk-Webhook-Signature-Timestamp";

    private ZendeskRequest() { }

    public Problem? Problem { get; private init; }
    public ReadOnlyMemory<byte> Body { get; private init; }

    public static async ValueTask<ZendeskRequest> BindAsync(HttpContext http)
    {
        var body = await RequestBody.Read(http, Limits.TicketBody);
        if (body.Problem is not null) return new ZendeskRequest { Problem = body.Problem };
        var headers = http.Request.Headers;
        var secret = http.RequestServices.GetRequiredService<ZendeskSettings>().SigningSecret;
        return headers[Timestamp] is [{ } timestamp]
            && SecretComparison.AreEqual(Sign(secret, timestamp, body.Bytes.Span), headers[Signature])
            ? new ZendeskRequest { Body = body.Bytes }
            : new ZendeskRequest { Problem = Problem.From(Problems.SignatureInvalid) };
    }

    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(timestamp));
        hash.AppendData(body);
        return Convert.ToBase64String(hash.GetHashAndReset());
    }
}
