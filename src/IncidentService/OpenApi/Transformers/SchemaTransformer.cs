using System.Text.Json.Nodes;
using IncidentService.Common.Json;
using IncidentService.Incidents.Cards;
using IncidentService.Lookup.Cards;
using IncidentService.OpenApi.Schemas;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IncidentService.OpenApi.Transformers;

/// <summary>Completes each generated schema: descriptions from the XML comments, limits, patterns and values from its rules.</summary>
internal sealed class SchemaTransformer(OpenApiDocument document, XmlComments comments)
{
    public static Task Apply(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        new SchemaTransformer(document, XmlComments.Load()).DescribeAll();
        return Task.CompletedTask;
    }

    private void DescribeAll()
    {
        var schemas = document.Components!.Schemas!;
        schemas.Remove(nameof(Patched));
        schemas.Remove(nameof(CardJson));
        foreach (var (name, schema) in schemas.ToList())
        {
            if (SchemaRules.TextTypes.TryGetValue(name, out var rule)) schemas[name] = rule.Schema(rule.Description);
            else if (schema is OpenApiSchema type) Describe(name, type);
        }
        foreach (var schema in schemas.Values.OfType<OpenApiSchema>()) PutNullLast(schema);
    }

    /// <summary>
    /// The library writes null as the first type. A client generator (orval, for zod) takes the first one for the only one.
    /// </summary>
    private static void PutNullLast(OpenApiSchema type)
    {
        var fields = (type.Properties?.Values ?? []).OfType<OpenApiSchema>().ToList();
        foreach (var field in fields.Concat(fields.Select(field => field.AdditionalProperties).OfType<OpenApiSchema>()))
        {
            if (field.Type is not { } types || !types.HasFlag(JsonSchemaType.Null) || types == JsonSchemaType.Null) continue;
            field.Type = null;
            field.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            field.Extensions["type"] = new JsonNodeExtension(
                new JsonArray([.. (types & ~JsonSchemaType.Null).ToIdentifiers().Append("null").Select(name => (JsonNode)name)]));
        }
    }

    private void Describe(string name, OpenApiSchema type)
    {
        var isRequest = name.EndsWith("Request", StringComparison.Ordinal);
        type.Description = comments.Find("T:" + name);
        if (isRequest) type.AdditionalPropertiesAllowed = false;
        else type.Required = RequiredFields(type);
        foreach (var (field, schema) in type.Properties?.ToList() ?? [])
        {
            type.Properties![field] = DescribeField(name, field, schema, isRequest);
            if (isRequest && type.Properties[field] is OpenApiSchema described)
                SetBlankness(described, IsRequired(type, name, field));
        }
        // in an allOf: client generators lose the type of a schema that has anyOf beside its properties
        if (SchemaRules.AtLeastOneOf(name) is { Count: > 0 } fields)
            type.AllOf = [new OpenApiSchema { AnyOf = [.. fields.Select(Requires)] }];
        AddCondition(type, SchemaRules.Condition(name));
    }

    /// <summary>The library has no if, then and else. It writes extensions as they are.</summary>
    private static void AddCondition(OpenApiSchema type, JsonObject condition)
    {
        OpenBranches(condition);
        foreach (var (word, schema) in condition)
        {
            type.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            type.Extensions[word] = new JsonNodeExtension(schema!.DeepClone());
        }
    }

    /// <summary>
    /// A branch describes some properties and allows the others. Some validators close every schema that does not say so.
    /// </summary>
    private static void OpenBranches(JsonObject condition)
    {
        foreach (var (word, schema) in condition)
        {
            if (word is not ("if" or "then" or "else") || schema is not JsonObject branch) continue;
            OpenBranches(branch);
            branch["unevaluatedProperties"] = true;
        }
    }

    private IOpenApiSchema DescribeField(string owner, string field, IOpenApiSchema schema, bool isRequest)
    {
        var rule = SchemaRules.Field(owner, field);
        if (schema is OpenApiSchemaReference { Reference.Id: nameof(Patched) }) schema = PatchedText(rule.StaysFilled);
        var description = comments.Find($"P:{owner}.{char.ToUpperInvariant(field[0])}{field[1..]}");
        if (WithoutNull(schema, isRequest) is OpenApiSchemaReference reference)
        {
            var type = reference.Reference.Id is nameof(CardJson) ? nameof(Card) : reference.Reference.Id!;
            return Refer(type, description ?? rule.Description, mayBeNull: isRequest && IsNullable(schema));
        }
        var plain = (OpenApiSchema)WithoutNull(schema, isRequest);
        rule.ApplyTo(plain, isRequest);
        plain.Description = description ?? plain.Description;
        return plain;
    }

    private IOpenApiSchema Refer(string type, string? description, bool mayBeNull) => mayBeNull
        ? new OpenApiSchema
        {
            OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, new OpenApiSchemaReference(type, document)],
            Description = description,
        }
        : new OpenApiSchemaReference(type, document) { Description = description };

    /// <summary>A required text must not be blank; an optional one may be.</summary>
    private static void SetBlankness(OpenApiSchema schema, bool isRequired)
    {
        if (isRequired && schema.MaxLength is not null)
            (schema.MinLength, schema.Pattern) = (schema.MinLength ?? 1, Patterns.Required(schema.Pattern));
        else if (schema.Pattern is not null) schema.Pattern = Patterns.Optional(schema.Pattern);
    }

    /// <summary>Replaces the generated type that all fields of a patch share, because their limits differ.</summary>
    private static OpenApiSchema PatchedText(bool staysFilled) => staysFilled
        ? new() { Type = JsonSchemaType.String, Description = "A new value. It cannot be removed." }
        : new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "A new value, or null to remove it." };

    private static bool IsRequired(OpenApiSchema type, string name, string field) =>
        type.Required?.Contains(field) == true || SchemaRules.Field(name, field).StaysFilled;

    private static IOpenApiSchema Requires(string field) => new OpenApiSchema { Required = new HashSet<string> { field } };

    /// <summary>A response omits fields that are null, and no others.</summary>
    private static HashSet<string> RequiredFields(OpenApiSchema type) =>
        [.. (type.Properties ?? new Dictionary<string, IOpenApiSchema>())
            .Where(field => !IsNullable(field.Value)).Select(field => field.Key)];

    private static bool IsNullable(IOpenApiSchema schema) =>
        schema is OpenApiSchema plain && (plain.OneOf is { Count: 2 } || plain.Type?.HasFlag(JsonSchemaType.Null) == true);

    /// <summary>Responses omit absent fields; only requests may hold null.</summary>
    private static IOpenApiSchema WithoutNull(IOpenApiSchema schema, bool isRequest)
    {
        if (schema is not OpenApiSchema plain) return schema;
        if (plain.OneOf is { Count: 2 } either) return either.OfType<OpenApiSchemaReference>().FirstOrDefault() ?? schema;
        if (!isRequest) plain.Type &= ~JsonSchemaType.Null;
        return plain;
    }
}
