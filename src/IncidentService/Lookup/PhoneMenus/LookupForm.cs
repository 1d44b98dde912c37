using System.Reflection;
using System.Text;
using System.Text.Unicode;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Contacts;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.References;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Lookup.PhoneMenus;

/// <summary>A lookup request as JSON or as the form that phone menus send (quoted, customerPresent, waitSeconds, and hints).</summary>
internal sealed class LookupForm(Outcome<LookupRequest> bound)
    : ValidatedBody<LookupRequest, LookupInput>(bound), IEndpointParameterMetadataProvider
{
    public const string FormType = "application/x-www-form-urlencoded";
    private const string HintPrefix = "hints.";

    public static async ValueTask<LookupForm> BindAsync(HttpContext http)
    {
        if (!IsForm(http.Request.ContentType)) return new LookupForm(await JsonBody.Bind<LookupRequest>(http));
        var body = await RequestBody.Read(http);
        return new LookupForm(body.Problem is { } refusal ? refusal : Parse(body.Text.Span, new RequestContext(http).Settings.Systems));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new RequestBodyMetadata(typeof(LookupRequest), [HttpReply.JsonType, FormType]));

    private static bool IsForm(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase)
        && RequestBody.IsUtf8(type);

    private static Outcome<LookupRequest> Parse(ReadOnlySpan<byte> bytes, ReferenceSystems systems)
    {
        if (!Utf8.IsValid(bytes)) return Problem.From(Problems.MalformedBody, "The form is not UTF-8.");
        var errors = new ValidationErrors();
        var fields = ParseFields(Encoding.UTF8.GetString(bytes), systems, errors);
        string? Take(string name) => fields.Remove(name, out var value) ? value : null;
        var request = new LookupRequest
        {
            Quoted = Take("quoted"),
            CustomerPresent = errors.ParseFlag("customerPresent", Take("customerPresent")) ?? false,
            WaitSeconds = errors.ParseNumber("waitSeconds", Take("waitSeconds"), 0, Limits.WaitSeconds),
            Hints = fields, // the remaining fields
        };
        return errors.IsEmpty ? request : errors.ToProblem();
    }

    /// <summary>True for a field of the request, and for a hint with a plain name: a kind of contact or a configured system.</summary>
    private static bool IsField(string name, ReferenceSystems systems) =>
        name is "quoted" or "customerPresent" or "waitSeconds" || ContactKinds.All.Contains(name) || systems.IsConfigured(name);

    private static Dictionary<string, string> ParseFields(string form, ReferenceSystems systems, ValidationErrors errors)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in new QueryStringEnumerable(form))
        {
            if (!PercentEncoding.TryDecode(pair.EncodedName.ToString(), plusIsSpace: true, out var name))
            {
                errors.Add("body", "has a field whose name is not percent-encoded UTF-8");
                continue;
            }
            var shown = name.Length <= Limits.Token ? name : name[..Limits.Token];
            if (name.StartsWith(HintPrefix, StringComparison.Ordinal)) name = name[HintPrefix.Length..];
            else if (!IsField(name, systems)) errors.Add(shown, "is not a field of this request; a hint of a system is hints.<system>");
            if (!PercentEncoding.TryDecode(pair.EncodedValue.ToString(), plusIsSpace: true, out var value))
                errors.Add(shown, "must be percent-encoded UTF-8");
            else if (!fields.TryAdd(name, value)) errors.Add(shown, "is given more than once");
        }
        return fields;
    }
}
