using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace IncidentService.Tests.Contract.Fuzzing;

/// <summary>How far a generated value keeps to its schema.</summary>
internal enum Manner
{
    Valid,

    /// <summary>Valid, and as long, as large or as small as the schema allows.</summary>
    Boundary,

    /// <summary>Some values are of another type, too long, or of characters that no field expects.</summary>
    Hostile,
}

/// <summary>
/// Generates JSON values from the schemas of a contract; `numbers` are those of incidents, as they are when a value is drawn. What it has
/// composed for a schema it uses again, so one thread at a time may draw from it.
/// </summary>
internal sealed class ValueGenerator(JsonObject root, Func<IReadOnlyList<string>> numbers)
{
    private const string SomeNumber = "867530912374";
    private const int Deepest = 6;
    private const int LongestText = 20_001;

    public static readonly string[] Odd =
    [
        "0", "-1", SomeNumber, "99999999999999999999", "%", "\u0001", "\uFFFE", "😀", "'", "\"", "\\", "a/b", "null", "true", "[]",
        "{}", "é", "NaN", "\u202E", "%00", "1e999", "*", "Ω", "2026-02-30T00:00:00Z", "0001-01-01T00:00:00+14:00", "' OR 1=1 --", "${x}",
        "\r\n\t",
        "9999-12-31T23:59:59.9999999-14:00", "-0", "٣٤٥", "a\u0000b", new('x', 300),
    ];

    private static readonly string[] Usual =
    [
        "anna@example.com", "+1 202 555 0143", "x:@anna", "Price match for a drill", "order", "zendesk", "W-55120", "48211", "USD",
        "129.99", "0.01", "email", "phone", "store", "read", "write", "refund", "price-match", "survey", "open",
        "https://127.0.0.1:9/", "1", "17", "a", "note.added", "2026-11-21T09:30:00Z", "2027-11-21T09:30:00Z", "2099-01-01T00:00:00Z",
        "2026-11-21", "loyalty", "handle", "name", "in", "out", "internal", "kept", "broken", "withdrawn", "us", "customer", "UTC",
        "image/png", "call", "desk", new('a', 64), "0123456789abcdef",
    ];

    private static readonly string[] Times =
        ["2026-11-21T09:30:00Z", "2026-11-22T09:30:00.123456+01:00", "2027-11-21T09:30:00Z", "2099-01-01T00:00:00Z"];

    private readonly Dictionary<(JsonNode Schema, Manner Manner, int Depth), Gen<JsonNode?>> values = [];

    private readonly Dictionary<(JsonObject Schema, Manner Manner), Gen<string>> texts = [];

    private readonly Dictionary<string, Regex> patterns = [];

    public Gen<JsonNode?> Value(JsonNode? schema, Manner manner, int depth = 0)
    {
        if (!values.TryGetValue((schema!, manner, depth), out var value))
            values[(schema!, manner, depth)] = value = Compose(schema!.AsObject(), manner, depth);
        return value;
    }

    private Gen<JsonNode?> Compose(JsonObject schema, Manner manner, int depth)
    {
        var regular = Regular(ContractModel.Resolve(root, schema), manner, depth);
        if (IsNullable(schema)) regular = Gen.Frequency((9, regular), (1, Gen.Constant<JsonNode?>(null)));
        return manner == Manner.Hostile ? Gen.Frequency((7, regular), (1, HostileValue())) : regular;
    }

    private Gen<JsonNode?> Regular(JsonObject node, Manner manner, int depth)
    {
        if (node["enum"] is JsonArray allowed) return Gen.Elements(allowed.ToArray()).Select(value => value?.DeepClone());
        return TypeOf(node) switch
        {
            "object" => Object(node, manner, depth),
            "array" => Array(node, manner, depth),
            "integer" or "number" => Number(node, manner),
            "boolean" => Gen.Elements<JsonNode?>(true, false),
            _ => Text(node, manner).Select(text => (JsonNode?)JsonValue.Create(text)),
        };
    }

    private static bool IsNullable(JsonObject schema) =>
        schema["oneOf"] is not null || (schema["type"] is JsonArray types && types.Any(type => type!.ToString() == "null"));

    private static string? TypeOf(JsonObject node) => node["type"] switch
    {
        JsonArray several => several.Select(type => type!.ToString()).First(type => type != "null"),
        { } one => one.ToString(),
        null => node["properties"] is null ? null : "object",
    };

    private Gen<JsonNode?> Object(JsonObject node, Manner manner, int depth)
    {
        var required = (node["required"]?.AsArray() ?? []).Select(name => name!.ToString()).ToHashSet();
        var members = node["properties"]?.AsObject().ToList() ?? [];
        if (node["additionalProperties"] is JsonObject more) members = [.. members, KeyValuePair.Create("order", (JsonNode?)more)];
        var chances = members.Select(member => required.Contains(member.Key) ? Gen.Constant(true)
            : depth >= Deepest ? Gen.Constant(false)
            : Gen.Choose(0, 2).Select(draw => draw == 0));
        return Gen.CollectToArray(chances).SelectMany(chosen => Gen.CollectToArray(
            members.Where((_, index) => chosen[index]).Select(member =>
                Value(member.Value, manner, depth + 1).Select(value => (member.Key, Value: value)))))
            .SelectMany(made => Unknown(manner), (made, unknown) => ToObject(made, unknown));
    }

    private static JsonNode? ToObject((string Key, JsonNode? Value)[] members, string? unknown)
    {
        var made = new JsonObject();
        foreach (var (key, value) in members) made[key] = value?.DeepClone();
        if (unknown is not null) made[unknown] = 1;
        return made;
    }

    private static Gen<string?> Unknown(Manner manner) => manner == Manner.Hostile
        ? Gen.Frequency((30, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>("unknown", "__proto__", "")))
        : Gen.Constant<string?>(null);

    private Gen<JsonNode?> Array(JsonObject node, Manner manner, int depth)
    {
        var (least, most) = ((int)Limit(node, "minItems", 0), (int)Limit(node, "maxItems", 3));
        var sizes = manner == Manner.Boundary && most <= 50
            ? Gen.Elements(least, most)
            : Gen.Choose(least, Math.Max(least, Math.Min(most, 3)));
        return sizes
            .SelectMany(size => Gen.CollectToArray(Enumerable.Range(0, size).Select(_ => Value(node["items"], manner, depth + 1))))
            .Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]));
    }

    private static Gen<JsonNode?> Number(JsonObject node, Manner manner)
    {
        var (least, most) = (Limit(node, "minimum", 0), Limit(node, "maximum", 1_000));
        var usual = Gen.Choose((int)Math.Max(least, int.MinValue), (int)Math.Min(Math.Min(most, least + 1_000), int.MaxValue))
            .Select(draw => (long)draw);
        return (manner == Manner.Boundary ? Gen.Elements(least, most) : usual).Select(value => (JsonNode?)JsonValue.Create(value));
    }

    /// <summary>A text of this schema; now and then a number of an incident, where it fits.</summary>
    public Gen<string> Text(JsonObject node, Manner manner)
    {
        if (!texts.TryGetValue((node, manner), out var text)) texts[(node, manner)] = text = ComposeText(node, manner);
        return text;
    }

    private Gen<string> ComposeText(JsonObject node, Manner manner)
    {
        if (node["enum"] is JsonArray allowed) return Gen.Elements(allowed.Select(value => value!.ToString()).ToArray());
        if (node["format"]?.ToString() == "date-time") return Gen.Elements(Times);
        var (usual, limits) = TextsOf(node);
        if (manner == Manner.Boundary && limits.Length > 0) return Gen.Elements(limits);
        return Fits(node, SomeNumber)
            ? Gen.Frequency((3, Gen.Elements(usual)), (1, OneOf(numbers)))
            : Gen.Elements(usual);
    }

    /// <summary>One of a list, as it is when the text is drawn.</summary>
    public static Gen<string> OneOf(Func<IReadOnlyList<string>> list) =>
        Gen.Choose(0, int.MaxValue - 1).Select(draw => list()[draw % list().Count]);

    private (string[] Usual, string[] Limits) TextsOf(JsonObject node)
    {
        var (least, most) = ((int)Limit(node, "minLength", 0), (int)Math.Min(Limit(node, "maxLength", 100), LongestText));
        int[] lengths = [least, most - 1, most];
        string[] limits = [.. new[] { "a", "A", "1" }
            .SelectMany(letter => lengths.Select(length => Repeat(letter, length)))
            .Where(text => Fits(node, text))];
        string[] usual = [.. Usual.Where(text => Fits(node, text))];
        return (usual.Length > 0 ? usual : [new string('1', Math.Max(1, least))], limits);
    }

    private static long Limit(JsonObject node, string name, long otherwise) => node[name] is not JsonValue value ? otherwise
        : value.TryGetValue<long>(out var whole) ? whole : (long)value.GetValue<double>();

    private static string Repeat(string letter, int times) => string.Concat(Enumerable.Repeat(letter, Math.Max(0, times)));

    private bool Fits(JsonObject node, string text) =>
        text.Length >= Limit(node, "minLength", 0) && text.Length <= Limit(node, "maxLength", int.MaxValue)
        && (node["pattern"]?.ToString() is not { } pattern || Pattern(pattern).IsMatch(text));

    private Regex Pattern(string text)
    {
        if (!patterns.TryGetValue(text, out var pattern)) patterns[text] = pattern = new Regex(text);
        return pattern;
    }

    private static Gen<JsonNode?> HostileValue() => Gen.OneOf(
        Gen.Elements(Odd).Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Elements<JsonNode?>(null, -1, 0, long.MaxValue, long.MinValue, true, 0.5)
            .Select(value => value?.DeepClone()),
        Gen.Constant<JsonNode?>(null).Select(_ => (JsonNode?)new JsonArray()),
        Gen.Constant<JsonNode?>(null).Select(_ => (JsonNode?)new JsonObject()),
        Gen.Elements(100, 201, 20_001).Select(length => (JsonNode?)JsonValue.Create(new string('x', length))));
}
