using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using IncidentService.Common;
using IncidentService.Common.Json;
using IncidentService.Hosting;

namespace IncidentService.Tests.Http;

/// <summary>Generates invalid values for each field of a body, from the request types of the service.</summary>
internal static class BadFields
{
    private static readonly string[] Texts =
        ["7", "true", "[]", "{}", "\"" + new string('x', 20_001) + "\"", "\"a\\u0001b\"", "\"a\\u0000b\"", "\"a\\ud800b\"", "\"a\\udc00b\"", "\"a\\ufffeb\"", "\"a\\u009fb\""];

    private static readonly string[] Controls = ["\\u0001", "\\u0000", "\\u009f"];

    private static readonly string[] Numbers =
        ["\"5\"", "1.5", "1e999", "-1e999", "99999999999999999999", "-1", "2147483648", "true", "[]", "{}"];

    /// <summary>Fields of messages from machines, which are cut and cleaned instead of refused.</summary>
    private static readonly string[] Cut =
    [
        "MessageRequest.subject", "MessageRequest.text", "MessageRequest.html", "MessageRequest.messageId", "MessageRequest.conversation",
        "MessageRequest.from.value", "MessageRequest.attachments[0].name", "MessageRequest.attachments[0].mediaType",
    ];

    /// <summary>What machines write: control characters stand between its fields and are read as spaces.</summary>
    private static readonly HashSet<string> ReadWithControls = ["LookupRequest.quoted", .. Cut];

    /// <summary>The field, and the JSON of a value of this type in which only this field is wrong.</summary>
    public static IEnumerable<(string Field, string Json)> Of(Type type, JsonNode sample)
    {
        var info = Hosting.Json.Wire.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type)!;
        if (type == typeof(string) || type == typeof(Patched)) return Texts.Select(text => ("", text));
        if (info.Kind == JsonTypeInfoKind.Object) return OfObject(info, sample.AsObject());
        if (info.Kind == JsonTypeInfoKind.Enumerable) return OfList(info, sample.AsArray());
        if (info.Kind == JsonTypeInfoKind.Dictionary) return OfHints();
        if (type == typeof(bool?)) return new[] { "\"true\"", "1", "[]" }.Select(text => ("", text));
        return type == typeof(bool)
            ? new[] { "\"true\"", "1", "null", "[]" }.Select(text => ("", text))
            : Numbers.Select(text => ("", text));
    }

    private static IEnumerable<(string Field, string Json)> OfObject(JsonTypeInfo type, JsonObject sample)
    {
        var fields = sample.ToDictionary(field => field.Key, field => field.Value?.ToJsonString() ?? "null");
        foreach (var wrong in new[] { "7", "\"x\"", "[]", "true" }) yield return ("", wrong);
        yield return ("unknown", Write(fields, "unknown", "1"));
        foreach (var property in type.Properties)
        {
            Assert.True(fields.ContainsKey(property.Name), $"The sample lacks {type.Type.Name}.{property.Name}.");
            yield return ("", Write(fields)[..^1] + $",\"{property.Name}\":{fields[property.Name]}}}");
            yield return ("", Write(fields, property.Name, "@"));
            foreach (var (field, json) in Of(property.PropertyType, sample[property.Name] ?? JsonValue.Create("")!))
            {
                var named = property.Name + (field is "" or ['[', ..] ? field : "." + field);
                if (!IsTaken($"{type.Type.Name}.{named}", json)) yield return (named, Write(fields, property.Name, json));
            }
            if (!property.IsRequired) continue;
            yield return (property.Name, Write(fields, property.Name, "null"));
            yield return (property.Name, Write(fields.Where(field => field.Key != property.Name).ToDictionary()));
        }
    }

    /// <summary>Whether the service takes the value: in its bounds, or cut to them.</summary>
    private static bool IsTaken(string field, string json)
    {
        if (field == "MessageRequest.attachments") return json.Length > Limits.Text / 10; // the last of too many are left out
        var isCut = Cut.Contains(field) && (json.Length > Limits.Text || json.Contains("\\ufffe", StringComparison.Ordinal));
        return isCut || (ReadWithControls.Contains(field) && Controls.Any(control => json.Contains(control, StringComparison.Ordinal)));
    }

    private static IEnumerable<(string Field, string Json)> OfList(JsonTypeInfo type, JsonArray sample)
    {
        foreach (var wrong in new[] { "7", "\"x\"", "{}", "true", "[null]", "[[]]" }) yield return ("", wrong);
        foreach (var (field, json) in Of(type.ElementType!, sample[0]!))
            yield return ("[0]" + (field.Length == 0 ? "" : "." + field), $"[{json}]");
        if (type.ElementType != typeof(string))
            yield return ("", "[" + string.Join(',', Enumerable.Repeat(sample[0]!.ToJsonString(), 51)) + "]");
    }

    private static IEnumerable<(string Field, string Json)> OfHints() =>
        new[] { "7", "[]", "\"x\"", """{"email":7}""", """{"email":[]}""", """{"a b":"c"}""", """{"":"c"}""", """{"email":"a\u0000"}""", """{"email":"a","email":"b"}""" }
            .Append("{" + string.Join(',', Enumerable.Range(0, 21).Select(index => $"\"h{index}\":\"x\"")) + "}")
            .Append($$"""{"email":"{{new string('x', 201)}}"}""").Append("""{"\ud800":"x"}""").Select(json => ("", json));

    private static string Write(Dictionary<string, string> fields, string? name = null, string? value = null)
    {
        var all = new Dictionary<string, string>(fields);
        if (name is not null) all[name] = value!;
        return "{" + string.Join(',', all.Select(field => $"{JsonSerializer.Serialize(field.Key)}:{field.Value}")) + "}";
    }
}
