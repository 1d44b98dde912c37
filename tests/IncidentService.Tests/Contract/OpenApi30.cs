using System.Text.Json.Nodes;

namespace IncidentService.Tests.Contract;

/// <summary>Converts the contract to OpenAPI 3.0: "or null" becomes nullable, and what 3.0 lacks is left out.</summary>
internal static class OpenApi30
{
    private static readonly string[] Lacks = ["propertyNames", "if", "then", "else"];

    public static string From(ContractModel contract)
    {
        var root = Down(contract.Root)!.AsObject();
        root["openapi"] = "3.0.3";
        root["info"]!["license"]!.AsObject().Remove("identifier");
        return root.ToJsonString();
    }

    private static JsonNode? Down(JsonNode? node) => node switch
    {
        JsonArray items => new JsonArray([.. items.Select(Down)]),
        JsonObject members =>
            Nullable(
                new JsonObject(
                    members.Where(member => !Lacks.Contains(member.Key))
                        .Select(member => KeyValuePair.Create(member.Key, Down(member.Value))))),
        _ => node?.DeepClone(),
    };

    private static JsonObject Nullable(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
        {
            schema["type"] = types.Select(type => type!.ToString()).Single(type => type != "null");
            schema["nullable"] = true;
            if (schema["enum"] is JsonArray values)
                schema["enum"] = new JsonArray([.. values.Where(value => value is not null).Select(value => value!.DeepClone())]);
        }
        if (schema["oneOf"] is JsonArray choices && choices.Any(IsNull))
        {
            schema.Remove("oneOf");
            schema["allOf"] = new JsonArray([.. choices.Where(choice => !IsNull(choice)).Select(choice => choice!.DeepClone())]);
            schema["nullable"] = true;
        }
        return schema;
    }

    private static bool IsNull(JsonNode? schema) => schema?["type"] is JsonValue type && type.ToString() == "null";
}
