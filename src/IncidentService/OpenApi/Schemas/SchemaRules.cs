using System.Text.Json.Nodes;

namespace IncidentService.OpenApi.Schemas;

/// <summary>The rules and examples of all slices, found by name. Two rules of one name are an error.</summary>
internal static class SchemaRules
{
    private static readonly Dictionary<string, SchemaRule> Fields = Collect(slice => slice.Fields);
    private static readonly Dictionary<string, SchemaRule> FieldsOfSchema = Collect(slice => slice.FieldsOfSchema);
    private static readonly Dictionary<string, SchemaRule> Parameters = Collect(slice => slice.Parameters);
    private static readonly Dictionary<string, string[]> Alternatives = Collect(slice => slice.AtLeastOneOf);
    private static readonly Dictionary<string, string> Conditions = Collect(slice => slice.Conditions);
    private static readonly Dictionary<Type, string> Examples = Collect(slice => slice.Examples);

    /// <summary>Types that are plain texts in JSON.</summary>
    public static readonly IReadOnlyDictionary<string, SchemaRule> TextTypes = new Dictionary<string, SchemaRule>
    {
        ["Instant"] = new("A time in UTC, RFC 3339, with microseconds.") { MaxLength = 27, Format = "date-time" },
        ["IncidentNumber"] = new("An incident number: twelve digits, of which the last two are check digits.")
        {
            MaxLength = 12, Pattern = Patterns.Number,
        },
    };

    public static SchemaRule Field(string schema, string name) =>
        FieldsOfSchema.GetValueOrDefault($"{schema}.{name}") ?? Fields.GetValueOrDefault(name) ?? new SchemaRule();

    public static SchemaRule? Parameter(string? operationId, string name) =>
        Parameters.GetValueOrDefault($"{operationId}.{name}") ?? Parameters.GetValueOrDefault(name);

    /// <summary>The fields of which a request of this schema needs at least one.</summary>
    public static IReadOnlyList<string> AtLeastOneOf(string schema) => Alternatives.GetValueOrDefault(schema) ?? [];

    /// <summary>The keywords if, then and else of a request of this schema.</summary>
    public static JsonObject Condition(string schema) =>
        Conditions.TryGetValue(schema, out var text) ? JsonNode.Parse(text)!.AsObject() : [];

    public static JsonNode? Example(Type type) => JsonNode.Parse(Examples[type]);

    private static Dictionary<TKey, TValue> Collect<TKey, TValue>(Func<SliceContract, IEnumerable<KeyValuePair<TKey, TValue>>> part)
        where TKey : notnull => SliceContract.All.SelectMany(part).ToDictionary();
}
