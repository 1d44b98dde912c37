using System.Text.Json.Nodes;
using IncidentService.Common;
using Microsoft.OpenApi;

namespace IncidentService.OpenApi.Schemas;

/// <summary>The schema of a field or parameter, beyond its type.</summary>
internal sealed record SchemaRule(string? Description = null)
{
    public int? MaxLength { get; init; }
    public int? MinLength { get; init; }
    public string? Pattern { get; init; }
    public string? Format { get; init; }

    /// <summary>The known values: an enum in requests, an extensible list in responses.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>True for a field of a patch that can be changed and not removed.</summary>
    public bool StaysFilled { get; init; }

    public int? MinItems { get; init; }
    public int? MaxItems { get; init; }

    /// <summary>The rule of each item of a list, or of each value of an object with free field names.</summary>
    public SchemaRule? Item { get; init; }

    /// <summary>The rule of the field names of an object with free field names.</summary>
    public SchemaRule? Names { get; init; }

    public int? Minimum { get; init; }
    public long? Maximum { get; init; }

    /// <summary>An example, for a parameter.</summary>
    public JsonNode? Example { get; init; }

    /// <summary>True for a header or path parameter that the service reads as text and the contract shows as an integer.</summary>
    public bool IsInteger { get; init; }

    public OpenApiSchema Schema(string? description = null)
    {
        var schema = new OpenApiSchema { Type = IsInteger ? JsonSchemaType.Integer : JsonSchemaType.String };
        ApplyTo(schema, isRequest: true);
        schema.Description = description;
        return schema;
    }

    public void ApplyTo(OpenApiSchema schema, bool isRequest)
    {
        schema.Description = Description ?? schema.Description;
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Integer)) ApplyNumber(schema);
        else if (schema.Type is { } list && list.HasFlag(JsonSchemaType.Array)) ApplyList(schema, isRequest);
        else if (schema.Type is { } text && text.HasFlag(JsonSchemaType.String)) ApplyText(schema, isRequest);
        if (schema.AdditionalProperties is OpenApiSchema values) ApplyFreeFields(schema, values, isRequest);
    }

    private void ApplyNumber(OpenApiSchema schema)
    {
        schema.Format ??= "int32";
        schema.Minimum = (Minimum ?? 0).ToString();
        schema.Maximum = (Maximum ?? (schema.Format == "int64" ? Rules.SafeInteger : int.MaxValue)).ToString();
    }

    private void ApplyList(OpenApiSchema schema, bool isRequest)
    {
        schema.MinItems = MinItems;
        schema.MaxItems = MaxItems ?? Limits.Page;
        if (Item is not null && schema.Items is OpenApiSchema item) Item.ApplyTo(item, isRequest);
    }

    private void ApplyFreeFields(OpenApiSchema schema, OpenApiSchema values, bool isRequest)
    {
        Item?.ApplyTo(values, isRequest);
        if (isRequest) values.Type |= JsonSchemaType.Null; // absent, like any optional text
        schema.PropertyNames = Names?.Schema();
        schema.MaxProperties = MaxItems;
    }

    private void ApplyText(OpenApiSchema schema, bool isRequest)
    {
        schema.MaxLength = MaxLength;
        schema.MinLength = MinLength;
        schema.Pattern = Pattern;
        schema.Format = Format;
        if (Values is not null && isRequest) schema.Enum = EnumOf(schema);
        else if (Values is not null) ApplyExtensibleEnum(schema);
    }

    private List<JsonNode> EnumOf(OpenApiSchema schema)
    {
        var values = Values!.Select(value => (JsonNode)JsonValue.Create(value)!).ToList();
        return schema.Type is { } type && type.HasFlag(JsonSchemaType.Null) ? [.. values, JsonNullSentinel.JsonNull] : values;
    }

    private void ApplyExtensibleEnum(OpenApiSchema schema)
    {
        schema.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        var values = Values!.Select(value => (JsonNode?)JsonValue.Create(value));
        schema.Extensions["x-extensible-enum"] = new JsonNodeExtension(new JsonArray([.. values]));
        schema.MaxLength ??= Limits.Token;
        schema.Pattern ??= Patterns.OpenValue;
    }
}
