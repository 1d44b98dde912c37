using IncidentService.Hosting;

namespace IncidentService.Lookup;

/// <summary>A lookup request in either form: JSON, or the form fields that phone menus send (quoted, customerPresent, waitSeconds, and hints by name).</summary>
internal sealed class LookupForm : IInput
{
    private static readonly HashSet<string> Fields = ["quoted", "customerPresent", "waitSeconds"];
    private const string HintPrefix = "hints.";

    private LookupForm() { }

    public LookupRequest Value { get; private init; } = null!;
    public Problem? Refusal { get; private init; }

    public static async ValueTask<LookupForm> BindAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            var json = await Body<LookupRequest>.BindAsync(http);
            return new LookupForm { Value = json.Value, Refusal = json.Refusal };
        }
        if (http.Request.ContentType!.StartsWith("multipart", StringComparison.OrdinalIgnoreCase))
            return new LookupForm { Refusal = Problem.Of(Problems.UnsupportedMediaType) };
        var body = await RequestBody.Read(http);
        return body.Refusal is null ? Read(body.Bytes) : new LookupForm { Refusal = body.Refusal };
    }

    private static LookupForm Read(ReadOnlyMemory<byte> bytes)
    {
        var faults = new Faults();
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(bytes.Span));
        foreach (var (name, values) in form)
        {
            if (values.Count > 1) faults.Add(Short(name), "is given more than once");
        }
        var request = new LookupRequest
        {
            Quoted = form.GetValueOrDefault("quoted"),
            CustomerPresent = faults.Flag("customerPresent", form.GetValueOrDefault("customerPresent")) ?? false,
            WaitSeconds = faults.Number("waitSeconds", form.GetValueOrDefault("waitSeconds"), 0, Limits.WaitSeconds),
            Hints = form.Where(field => !Fields.Contains(field.Key)).ToDictionary(field => HintName(field.Key), field => field.Value.ToString()),
        };
        return faults.None ? new LookupForm { Value = request } : new LookupForm { Refusal = faults.ToProblem() };
    }

    private static string HintName(string field) => field.StartsWith(HintPrefix, StringComparison.Ordinal) ? field[HintPrefix.Length..] : field;

    private static string Short(string name) => name.Length <= Limits.Token ? name : name[..Limits.Token];
}
