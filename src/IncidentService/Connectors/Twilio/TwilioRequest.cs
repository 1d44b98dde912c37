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

    public static async ValueTask<TwilioRequest> BindAsync(HttpContext http)
    {
        var body = await RequestBody.Read(http);
        if (body.Problem is not null) return new TwilioRequest { Problem = body.Problem };
        var settings = http.RequestServices.GetRequiredService<TwilioSettings>();
        var fields = ParseFields(Encoding.UTF8.GetString(body.Bytes.Span));
        return fields is not null
            && SecretComparison.AreEqual(
                TwilioSignature.Compute(settings.AuthToken, UrlOf(http, settings), fields), http.Request.Headers[TwilioSignature.Header])
            ? new TwilioRequest { Digits = fields.Find(field => field.Key == "Digits").Value }
            : new TwilioRequest { Problem = Problem.From(Problems.SignatureInvalid) };
    }

    /// <summary>The address that Twilio called, not the one that a proxy forwarded.</summary>
    private static string UrlOf(HttpContext http, TwilioSettings settings) =>
        settings.PublicUrl.AbsoluteUri.TrimEnd('/') + http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

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
