using System.Text;
using IncidentService.Common;
using IncidentService.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentService.Connectors.Twilio;

/// <summary>A request that Twilio has signed: the fields of its form. Whoever sends another is not told what is wrong with it.</summary>
internal sealed class TwilioRequest : IBoundParameter
{
    private TwilioRequest() { }

    public Problem? Problem { get; private init; }

    /// <summary>What the caller has keyed in.</summary>
    public string? Digits { get; private init; }

    public static async ValueTask<TwilioRequest> BindAsync(HttpContext http)
    {
        var body = await RequestBody.Read(http);
        if (body.Problem is not null) return new TwilioRequest { Problem = body.Problem };
        var settings = http.RequestServices.GetRequiredService<TwilioSettings>();
        var fields = ParseFields(Encoding.UTF8.GetString(body.Bytes.Span));
        return fields is not null && SecretComparison.AreEqual(TwilioSignature.Compute(settings.AuthToken, UrlOf(http, settings), fields), http.Request.Headers[TwilioSignature.Header])
            ? new TwilioRequest { Digits = fields.Find(field => field.Key == "Digits").Value }
            : new TwilioRequest { Problem = Problem.From(Problems.SignatureInvalid) };
    }

    /// <summary>As Twilio has called it, and not as a proxy passed it on.</summary>
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
