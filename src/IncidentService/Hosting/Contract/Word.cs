using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace IncidentService.Hosting;

/// <summary>What a member or parameter of one name holds, wherever it stands.</summary>
internal sealed record Word(string? Description = null)
{
    /// <summary>What values look like that a list may still grow.</summary>
    public const string OpenValue = "^[a-z]+(-[a-z]+)*$";

    public int? MaxLength { get; init; }
    public int? MinLength { get; init; }
    public string? Pattern { get; init; }
    public string? Format { get; init; }
    public IReadOnlyList<string>? Values { get; init; }
    public int? MinItems { get; init; }
    public int? MaxItems { get; init; }
    public Word? Item { get; init; }

    /// <summary>What the names of an open object's members are.</summary>
    public Word? Names { get; init; }
    public int? Minimum { get; init; }
    public long? Maximum { get; init; }

    /// <summary>An example, for a parameter.</summary>
    public JsonNode? Example { get; init; }

    /// <summary>A parameter that is a whole number although it is read as text.</summary>
    public bool IsNumber { get; init; }

    /// <summary>True where even requests may hold values that this list does not name.</summary>
    public bool Open { get; init; }

    public OpenApiSchema Schema(string? description = null)
    {
        var schema = new OpenApiSchema { Type = IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String };
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
        if (schema.AdditionalProperties is OpenApiSchema values) ApplyMembers(schema, values, isRequest);
    }

    private void ApplyNumber(OpenApiSchema schema)
    {
        schema.Format ??= "int32";
        schema.Minimum = (Minimum ?? 0).ToString();
        schema.Maximum = (Maximum ?? (schema.Format == "int64" ? 9_007_199_254_740_991 : int.MaxValue)).ToString();
    }

    private void ApplyList(OpenApiSchema schema, bool isRequest)
    {
        schema.MinItems = MinItems;
        schema.MaxItems = MaxItems ?? Limits.Page;
        if (Item is not null && schema.Items is OpenApiSchema item) Item.ApplyTo(item, isRequest);
    }

    private void ApplyMembers(OpenApiSchema schema, OpenApiSchema values, bool isRequest)
    {
        Item?.ApplyTo(values, isRequest);
        schema.PropertyNames = Names?.Schema();
        schema.MaxProperties = MaxItems;
    }

    private void ApplyText(OpenApiSchema schema, bool isRequest)
    {
        schema.MaxLength = MaxLength;
        schema.MinLength = MinLength;
        schema.Pattern = Pattern;
        schema.Format = Format;
        if (Values is null) return;
        var values = Values.Select(value => (JsonNode)JsonValue.Create(value)!).ToList();
        if (isRequest && !Open) schema.Enum = schema.Type is { } type && type.HasFlag(JsonSchemaType.Null) ? [.. values, JsonNullSentinel.JsonNull] : values;
        else (schema.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-extensible-enum"] = new JsonNodeExtension(new JsonArray([.. values.Select(value => value.DeepClone())]));
        if (schema.Enum is not null) return;
        schema.MaxLength ??= Limits.Token;
        schema.Pattern ??= OpenValue;
    }
}
