using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IncidentService.Hosting;

/// <summary>What the contract says of each type: its description, and of its members their limits, forms and values, from the vocabulary.</summary>
internal static class SchemaWords
{
    public static Task Apply(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        var comments = XmlComments.Load();
        var schemas = document.Components!.Schemas!;
        schemas.Remove(nameof(Patched));
        foreach (var (name, schema) in schemas.ToList())
        {
            if (Vocabulary.Scalars.TryGetValue(name, out var scalar)) schemas[name] = scalar.Schema(scalar.Description);
            else if (schema is OpenApiSchema type) Describe(name, type, comments, document);
        }
        return Task.CompletedTask;
    }

    private static void Describe(string name, OpenApiSchema type, XmlComments comments, OpenApiDocument document)
    {
        var isRequest = name.EndsWith("Request", StringComparison.Ordinal);
        type.Description = comments.Of("T:" + name);
        if (isRequest) type.AdditionalPropertiesAllowed = false;
        else type.Required = AlwaysThere(type);
        foreach (var (member, schema) in type.Properties?.ToList() ?? [])
        {
            var description = comments.Of($"P:{name}.{char.ToUpperInvariant(member[0])}{member[1..]}");
            type.Properties![member] = Member(name, member, schema, description, isRequest, document);
            if (isRequest && type.Required?.Contains(member) == true && type.Properties[member] is OpenApiSchema { MaxLength: not null } text)
                (text.MinLength, text.Pattern) = (text.MinLength ?? 1, Vocabulary.Filled(text.Pattern));
            else if (isRequest && type.Properties[member] is OpenApiSchema { Pattern: not null } optional)
                optional.Pattern = Vocabulary.OrBlank(optional.Pattern);
        }
        if (name == nameof(Lookup.LookupRequest)) type.AllOf = [new OpenApiSchema { AnyOf = [Requires("quoted"), Requires("hints")] }]; // beside properties, generators make unknown of anyOf
    }

    private static IOpenApiSchema Member(string owner, string name, IOpenApiSchema schema, string? description, bool isRequest, OpenApiDocument document)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: nameof(Patched) }) schema = PatchedText();
        if (NotNull(schema, isRequest) is OpenApiSchemaReference reference)
            return new OpenApiSchemaReference(reference.Reference.Id!, document) { Description = description ?? Vocabulary.Find(owner, name)?.Description };
        var plain = (OpenApiSchema)NotNull(schema, isRequest);
        Vocabulary.Find(owner, name)?.ApplyTo(plain, isRequest);
        plain.Description = description ?? plain.Description;
        return plain;
    }

    /// <summary>In place of the type of their own that all members of a patch share: their limits differ.</summary>
    private static OpenApiSchema PatchedText() => new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "A new value, or null to take it away." };

    private static OpenApiSchema Requires(string member) => new() { Required = new HashSet<string> { member } };

    /// <summary>An answer leaves out what is null, and nothing else.</summary>
    private static HashSet<string> AlwaysThere(OpenApiSchema type) =>
        [.. (type.Properties ?? new Dictionary<string, IOpenApiSchema>()).Where(member => !MayBeNull(member.Value)).Select(member => member.Key)];

    private static bool MayBeNull(IOpenApiSchema schema) =>
        schema is OpenApiSchema plain && (plain.OneOf is { Count: 2 } || plain.Type?.HasFlag(JsonSchemaType.Null) == true);

    /// <summary>Answers leave out what they do not have; only requests may say null.</summary>
    private static IOpenApiSchema NotNull(IOpenApiSchema schema, bool isRequest)
    {
        if (schema is not OpenApiSchema plain) return schema;
        if (plain.OneOf is { Count: 2 } either) return either.OfType<OpenApiSchemaReference>().FirstOrDefault() ?? schema;
        if (!isRequest) plain.Type &= ~JsonSchemaType.Null;
        return plain;
    }
}
