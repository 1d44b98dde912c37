using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using Json.Schema;

namespace IncidentService.Tests.Contract.Fuzzing;

/// <summary>Holds answers to the statuses and schemas of a contract.</summary>
internal sealed class ContractCheck(ContractModel contract)
{
    /// <summary>Headers of HTTP itself, and those that every answer has, whatever it is.</summary>
    private static readonly HashSet<string> OfEveryAnswer = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "Connection", "Content-Type", "Content-Length", "Transfer-Encoding", "Cache-Control", "Content-Security-Policy",
        "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy",
    };

    private const string Reference = "#/components/schemas/";

    /// <summary>By the node of the contract that says them.</summary>
    private readonly ConcurrentDictionary<JsonObject, Lazy<JsonSchema>> schemas = new(ReferenceEqualityComparer.Instance);

    /// <summary>The contract violation of a response; null if it conforms.</summary>
    public string? FindFault(ContractOperation operation, Answer answer)
    {
        var status = ((int)answer.Status).ToString();
        if (answer.Status >= System.Net.HttpStatusCode.InternalServerError) return "The service failed.";
        if (operation.Node["responses"]![status] is not JsonObject listed) return $"{operation.Id} does not list the status {status}.";
        if (answer.MissingHeader is { } missing) return $"The answer has no {missing}.";
        var response = ContractModel.Resolve(contract.Root, listed);
        if (FindUnknownHeader(response, answer) is { } header) return $"{operation.Id} does not list the header {header} for {status}.";
        var content = response["content"]?.AsObject();
        if (content is null) return answer.Text.Length == 0 ? null : "There is a body where the contract has none.";
        if (answer.ContentType is null || content[answer.ContentType]?["schema"] is not JsonObject schema)
            return $"{operation.Id} does not list {answer.ContentType} for {status}.";
        return answer.Json is null ? null : FindFault(schema, answer.Text);
    }

    /// <summary>Later releases may add headers, so answers are held to those of the present contract only.</summary>
    private string? FindUnknownHeader(JsonObject response, Answer answer)
    {
        if (contract != ContractModel.Kept) return null;
        var listed = response["headers"]?.AsObject();
        return answer.HeaderNames.FirstOrDefault(name => !OfEveryAnswer.Contains(name) && listed?.ContainsKey(name) != true);
    }

    private string? FindFault(JsonObject schema, string body)
    {
        var compiled = schemas.GetOrAdd(
            schema, node => new Lazy<JsonSchema>(() => ContractSchemas.Compile(WithDefinitions(node.ToJsonString())))).Value;
        using var document = System.Text.Json.JsonDocument.Parse(body);
        if (compiled.Evaluate(document.RootElement, new EvaluationOptions { RequireFormatValidation = true }).IsValid) return null;
        var result = compiled.Evaluate(
            document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        var errors = (result.Details ?? []).Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Value}"));
        return "The body is not of its schema: " + string.Join("; ", errors.Take(5));
    }

    /// <summary>The schema, and those that it refers to, as one document.</summary>
    private string WithDefinitions(string schema)
    {
        var (found, open) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new Queue<string>([schema]));
        while (open.TryDequeue(out var text))
        {
            foreach (var name in text.Split(Reference).Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]))
            {
                if (found.ContainsKey(name)) continue;
                found[name] = Plain(contract.Schemas[name])!.ToJsonString();
                open.Enqueue(found[name]);
            }
        }
        var whole = JsonNode.Parse(schema)!.AsObject();
        whole["$defs"] = new JsonObject(found.Select(one => KeyValuePair.Create(one.Key, JsonNode.Parse(one.Value))));
        return whole.ToJsonString().Replace(Reference, "#/$defs/", StringComparison.Ordinal);
    }

    /// <summary>Without the words of OpenAPI.</summary>
    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .Where(member => !member.Key.StartsWith("x-", StringComparison.Ordinal) && member.Key is not ("example" or "discriminator"))
            .Select(member => KeyValuePair.Create(member.Key, Plain(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Plain)]),
        _ => node?.DeepClone(),
    };
}
