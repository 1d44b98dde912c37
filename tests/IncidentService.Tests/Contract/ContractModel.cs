using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentService.Tests.Infrastructure;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IncidentService.Tests.Contract;

/// <summary>One operation of openapi.yaml.</summary>
internal sealed record ContractOperation(string Id, string Method, string Path, JsonObject Node, JsonObject Root)
{
    /// <summary>The names of its parameters in "path", "query" or "header".</summary>
    public IReadOnlyList<string> Parameters(string place) => [.. (Node["parameters"]?.AsArray() ?? [])
        .Select(parameter => ContractModel.Resolve(Root, parameter!.AsObject()))
        .Where(parameter => parameter["in"]!.ToString() == place)
        .Select(parameter => parameter["name"]!.ToString())];

    public JsonObject? RequestContent => Node["requestBody"]?["content"]?["application/json"]?.AsObject();

    /// <summary>The JSON of its success; null if it has none.</summary>
    public JsonObject? AnswerContent => Node["responses"]!.AsObject()
        .Where(response => response.Key.StartsWith('2'))
        .Select(response => response.Value!["content"]?["application/json"]?.AsObject())
        .FirstOrDefault(content => content is not null);

    /// <summary>
    /// True for what only a browser calls: the desk, which signs in and has a cookie, and the page of the customer. Programs have a key.
    /// </summary>
    public bool IsForBrowsers => Node["tags"]!.AsArray().Any(tag => tag!.ToString() is "Session" or "Customer's page");

    /// <summary>True for operations that require a browser session.</summary>
    public bool IsForSessions => Node["tags"]!.AsArray().Any(tag => tag!.ToString() == "Session");

    /// <summary>True for what needs the token of an open page.</summary>
    public bool IsForOpenPages => Node["description"]!.ToString().EndsWith("the token of an open page.", StringComparison.Ordinal);

    public bool Takes(string method, string path) =>
        method == Method && Regex.IsMatch(path, "^" + Regex.Replace(Path, @"\{\w+\}", "[^/]+") + "$");
}

/// <summary>openapi.yaml as the client's tests read it.</summary>
internal sealed class ContractModel
{
    private ContractModel(JsonObject root) => Root = root;

    public static ContractModel Kept { get; } = Load("openapi.yaml");

    /// <summary>The contract in a file of the checkout.</summary>
    public static ContractModel Load(string file) => new((JsonObject)ToJson(Read(Repository.File(file)))!);

    public JsonObject Root { get; }

    public JsonObject Schemas => Root["components"]!["schemas"]!.AsObject();

    public IReadOnlyList<ContractOperation> Operations => [.. from path in Root["paths"]!.AsObject()
                                                            from operation in path.Value!.AsObject()
                                                            select Named(path.Key, operation.Key, operation.Value!.AsObject())];

    /// <summary>What programs call.</summary>
    public IReadOnlyList<ContractOperation> ClientOperations => [.. Operations.Where(operation => !operation.IsForBrowsers)];

    /// <summary>All schemas but those that only browsers need.</summary>
    public IEnumerable<KeyValuePair<string, JsonObject>> ClientSchemas
    {
        get
        {
            var left = Names(Operations.Where(operation => operation.IsForBrowsers)).Except(Names(ClientOperations)).ToHashSet();
            return Schemas.Where(schema => !left.Contains(schema.Key))
                .Select(schema => KeyValuePair.Create(schema.Key, schema.Value!.AsObject()));
        }
    }

    /// <summary>The operation of a request: the matching one with the fewest path parameters.</summary>
    public ContractOperation For(string method, string path) =>
        Operations.Where(operation => operation.Takes(method, path)).MinBy(operation => operation.Path.Count(character => character == '{'))
        ?? throw new InvalidOperationException($"No operation takes {method} {path}.");

    /// <summary>The schema behind a reference, or the one of several that is not null.</summary>
    public static JsonObject Resolve(JsonObject root, JsonObject node)
    {
        if (node["oneOf"] is JsonArray choices)
            return Resolve(root, choices.Select(choice => choice!.AsObject()).Single(choice => choice["type"]?.ToString() != "null"));
        if (node["$ref"]?.ToString() is not { } reference) return node;
        return reference[2..].Split('/').Aggregate((JsonNode)root, (at, name) => at[name]!).AsObject();
    }

    public static string? NameOf(JsonObject node) => node["oneOf"] is JsonArray choices
        ? choices.Select(choice => NameOf(choice!.AsObject())).SingleOrDefault(name => name is not null)
        : node["$ref"]?.ToString().Split('/')[^1];

    /// <summary>The names of all schemas that these operations refer to, directly or through others.</summary>
    private HashSet<string> Names(IEnumerable<ContractOperation> operations)
    {
        var names = new HashSet<string>();
        var nodes = new Stack<JsonNode?>(operations.Select(operation => operation.Node));
        while (nodes.TryPop(out var node))
        {
            if (node is JsonArray items) foreach (var item in items) nodes.Push(item);
            if (node is not JsonObject members) continue;
            if (NameOf(members) is { } name && Schemas.ContainsKey(name) && names.Add(name)) nodes.Push(Schemas[name]);
            foreach (var (_, value) in members) nodes.Push(value);
        }
        return names;
    }

    private ContractOperation Named(string path, string method, JsonObject operation) =>
        new(operation["operationId"]!.ToString(), method.ToUpperInvariant(), path, operation, Root);

    private static YamlNode Read(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(file)));
        return stream.Documents[0].RootNode;
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping =>
            new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), ToJson(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "null" or "" or "~" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when long.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var number) =>
            JsonValue.Create(number),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when double.TryParse(
            scalar.Value, CultureInfo.InvariantCulture, out var number) =>
            JsonValue.Create(number),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };
}
