using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentService.Common.Json;
using IncidentService.Common.Outcomes;

namespace IncidentService.CommandLine.Support;

/// <summary>The option --json, with which a command prints one JSON document for programs.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Option<bool> CreateOption() => new("--json") { Description = "Print the result as JSON" };

    public static void Write(JsonNode document) => Console.WriteLine(document.ToJsonString(Indented));

    /// <summary>Prints a list as the HTTP API answers it: programs read both alike, and a list can gain members.</summary>
    public static void WriteList(IEnumerable<JsonNode?> items) => Write(new JsonObject { ["items"] = ToArray(items) });

    /// <summary>A view of the contract as JSON.</summary>
    public static JsonNode ToNode<T>(T view) => JsonSerializer.SerializeToNode(view, JsonTypes.Of<T>())!;

    public static JsonArray ToArray(IEnumerable<JsonNode?> items) => [.. items];

    /// <summary>Prints what is wrong with the arguments, and returns the exit code of wrong usage.</summary>
    public static int RefuseArguments(ValidationErrors errors)
    {
        foreach (var fault in errors.ToProblem().Errors!) Console.Error.WriteLine($"{fault.Field} {fault.Message}");
        return 2;
    }
}
