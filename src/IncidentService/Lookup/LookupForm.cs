using System.Text;
using System.Text.Unicode;
using IncidentService.Contacts;
using IncidentService.Hosting;
using IncidentService.References;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Lookup;

/// <summary>A lookup request in either form: JSON, or the form fields that phone menus send (quoted, customerPresent, waitSeconds, and hints).</summary>
internal sealed class LookupForm : IInput
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const string HintPrefix = "hints.";

    private LookupForm() { }

    public LookupRequest Value { get; private init; } = null!;
    public Problem? Refusal { get; private init; }

    public static async ValueTask<LookupForm> BindAsync(HttpContext http)
    {
        if (!IsForm(http.Request.ContentType))
        {
            var json = await Body<LookupRequest>.BindAsync(http);
            return new LookupForm { Value = json.Value, Refusal = json.Refusal };
        }
        var body = await RequestBody.Read(http);
        return body.Refusal is null ? Read(body.Bytes.Span, http.RequestServices.GetRequiredService<Rulebook>().Systems) : new LookupForm { Refusal = body.Refusal };
    }

    private static bool IsForm(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase)
        && RequestBody.IsUtf8(type);

    private static LookupForm Read(ReadOnlySpan<byte> bytes, Systems systems)
    {
        if (!Utf8.IsValid(bytes)) return new LookupForm { Refusal = Problem.Of(Problems.MalformedBody, "The form is not UTF-8.") };
        var faults = new Faults();
        var fields = ReadFields(Encoding.UTF8.GetString(bytes), systems, faults);
        string? Take(string name) => fields.Remove(name, out var value) ? value : null;
        var request = new LookupRequest
        {
            Quoted = Take("quoted"),
            CustomerPresent = faults.Flag("customerPresent", Take("customerPresent")) ?? false,
            WaitSeconds = faults.Number("waitSeconds", Take("waitSeconds"), 0, Limits.WaitSeconds),
            Hints = fields, // what is left
        };
        return faults.None ? new LookupForm { Value = request } : new LookupForm { Refusal = faults.ToProblem() };
    }

    /// <summary>A field of the request, or a hint that is known by its bare name: a kind of contact, or a system that is configured.</summary>
    private static bool IsField(string name, Systems systems) =>
        name is "quoted" or "customerPresent" or "waitSeconds" || ContactKinds.All.Contains(name) || systems.IsConfigured(name);

    private static Dictionary<string, string> ReadFields(string form, Systems systems, Faults faults)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in new QueryStringEnumerable(form))
        {
            if (!PercentEncoding.TryDecode(pair.EncodedName.ToString(), plusIsSpace: true, out var name))
            {
                faults.Add("body", "has a field whose name is not percent-encoded UTF-8");
                continue;
            }
            var shown = name.Length <= Limits.Token ? name : name[..Limits.Token];
            if (name.StartsWith(HintPrefix, StringComparison.Ordinal)) name = name[HintPrefix.Length..];
            else if (!IsField(name, systems)) faults.Add(shown, "is not a field of this request; a hint of a system is hints.<system>");
            if (!PercentEncoding.TryDecode(pair.EncodedValue.ToString(), plusIsSpace: true, out var value)) faults.Add(shown, "must be percent-encoded UTF-8");
            else if (!fields.TryAdd(name, value)) faults.Add(shown, "is given more than once");
        }
        return fields;
    }
}
