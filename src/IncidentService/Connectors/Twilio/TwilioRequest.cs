using System.Text;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Http.Parameters;
using IncidentService.Http.Requests;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentService.Connectors.Twilio;

/// <summary>
/// A request with a valid signature of Twilio, with the fields of its form. The response to an invalid one does not say what is wrong.
/// </summary>
internal sealed class TwilioRequest : IBoundParameter
{
    private TwilioRequest() { }

    public Problem? Problem { get; private init; }

    /// <summary>The digits that the caller keyed in.</summary>
    public string? Digits { get; private init; }

    /// <summary>The id of the call.</summary>
    public string? CallSid { get; private init; }

    /// <summary>The number of the caller, or what stands for one that is withheld.</summary>
    public string? From { get; private init; }

    /// <summary>How a transfer ended: completed, busy, no-answer, failed or canceled.</summary>
    public string? DialCallStatus { get; private init; }

    public static async ValueTask<TwilioRequest> BindAsync(HttpContext http)
    {
        var body = await RequestBody.Read(http);
        if (body.Problem is not null) return new TwilioRequest { Problem = body.Problem };
        var settings = http.RequestServices.GetRequiredService<TwilioSettings>();
        var fields = ParseFields(Encoding.UTF8.GetString(body.Bytes.Span));
        return fields is not null && IsSigned(http, settings, fields)
            ? new TwilioRequest
            {
                Digits = ValueOf(fields, "Digits"),
                CallSid = ValueOf(fields, "CallSid"),
                From = ValueOf(fields, "From"),
                DialCallStatus = ValueOf(fields, "DialCallStatus"),
            }
            : new TwilioRequest { Problem = Problem.From(Problems.SignatureInvalid) };
    }

    private static string? ValueOf(List<KeyValuePair<string, string>> fields, string name) => fields.Find(field => field.Key == name).Value;

    /// <summary>
    /// Twilio signs the address that it called, not the one that a proxy forwarded; with or without its port, which depends on the kind of
    /// request. Its own libraries accept both.
    /// </summary>
    private static bool IsSigned(HttpContext http, TwilioSettings settings, List<KeyValuePair<string, string>> fields)
    {
        var page = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var given = http.Request.Headers[TwilioSignature.Header];
        return settings.SignedUrls.Any(
            url => SecretComparison.AreEqual(TwilioSignature.Compute(settings.AuthToken, url + page, fields), given));
    }

    private static List<KeyValuePair<string, string>>? ParseFields(string form)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var pair in new QueryStringEnumerable(form))
        {
            if (!PercentEncoding.TryDecode(pair.EncodedName.ToString(), plusIsSpace: true, out var name)
                || !PercentEncoding.TryDecode(pair.EncodedValue.ToString(), plusIsSpace: true, out var value)) return null;
            fields.Add(new(name, value));
        }
        return fields;
    }
}
