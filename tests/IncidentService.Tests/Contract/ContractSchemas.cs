using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace IncidentService.Tests.Contract;

/// <summary>The schemas of openapi.yaml, as a validator of JSON Schema reads them.</summary>
internal static class ContractSchemas
{
    private static readonly EvaluationOptions Strict = new() { RequireFormatValidation = true };

    private static readonly JsonObject Definitions = Inlined();

    private static readonly Dictionary<string, JsonSchema> Parsed = [];

    /// <summary>Whether the operation takes this body, as far as its schema says.</summary>
    public static bool Allows(string operation, string body)
    {
        var content = ContractModel.Kept.Operations.Single(known => known.Id == operation).RequestContent!;
        var name = ContractModel.NameOf(content["schema"]!.AsObject())!;
        using var document = JsonDocument.Parse(body);
        lock (Parsed)
        {
            if (!Parsed.TryGetValue(name, out var schema)) Parsed[name] = schema = Parse(name);
            return schema.Evaluate(document.RootElement, Strict).IsValid;
        }
    }

    /// <summary>
    /// In a registry of its own: the global one of JsonSchema.Net 8.0.5 loses references when two threads compile at once.
    /// </summary>
    public static JsonSchema Compile(string text) =>
        JsonSchema.FromText(text, new BuildOptions { SchemaRegistry = new SchemaRegistry() });

    private static JsonSchema Parse(string name) => Compile(
        new JsonObject { ["$ref"] = "#/$defs/" + name, ["$defs"] = Definitions.DeepClone() }.ToJsonString());

    /// <summary>The schemas of the contract, which refer to each other as those of one document do, without the words of OpenAPI.</summary>
    private static JsonObject Inlined() => Plain(JsonNode.Parse(
        ContractModel.Kept.Schemas.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal)))!.AsObject();

    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .Where(member => !member.Key.StartsWith("x-", StringComparison.Ordinal))
            .Select(member => KeyValuePair.Create(member.Key, Plain(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Plain)]),
        _ => node?.DeepClone(),
    };
}
