using System.CommandLine;
using System.Text.Json.Nodes;
using IncidentService.CommandLine.Support;
using IncidentService.Storage;
using IncidentService.Storage.Verifying;

namespace IncidentService.CommandLine.Registers;

internal static class VerifyCommand
{
    private const int Broken = 3;

    public static Command Verify()
    {
        var json = JsonOutput.CreateOption();
        var verify = new Command(
            "verify",
            "Check everything that must hold in the register, while it is served: numbers, timelines, the feed, redemptions, merges, "
            + "owners. It changes nothing. Exit code 0: all of it holds; 3: something does not.")
        {
            json,
        };
        verify.SetAction((parsed, cancellation) => CommandHost.Run(offline => Run(offline.Store, parsed.GetValue(json), cancellation)));
        return verify;
    }

    private static async Task<int> Run(Store store, bool json, CancellationToken cancellation)
    {
        var rules = await Check(store, json, cancellation);
        if (json) JsonOutput.Write(ToJson(store, rules));
        else Print(store, rules);
        return rules.All(rule => rule.Holds) ? 0 : Broken;
    }

    public static async Task<IReadOnlyList<VerifiedRule>> Check(Store store, bool json, CancellationToken cancellation)
    {
        IReadOnlyList<VerifiedRule> rules = [];
        await Progress.Show(async report => rules = await new RegisterVerification(store, report).Run(), cancellation, forProgram: json);
        return rules;
    }

    /// <summary>The broken rules in one line each.</summary>
    public static IEnumerable<string> Describe(IEnumerable<VerifiedRule> rules) => rules.Where(rule => !rule.Holds).Select(
        rule => $"BROKEN  {rule.Name}: {rule.Rule} {rule.Violations:N0} break it, such as {string.Join(", ", rule.Examples)}.");

    private static void Print(Store store, IReadOnlyList<VerifiedRule> rules)
    {
        foreach (var line in Describe(rules)) Console.WriteLine(line);
        var broken = rules.Count(rule => !rule.Holds);
        Console.WriteLine(broken == 0
            ? $"All {rules.Count} rules hold in {store.Place}."
            : $"{broken} of {rules.Count} rules are broken in {store.Place}. Keep the file as it is, and restore the last good backup.");
    }

    private static JsonObject ToJson(Store store, IReadOnlyList<VerifiedRule> rules) => new()
    {
        ["register"] = store.Place,
        ["holds"] = rules.All(rule => rule.Holds),
        ["rules"] = JsonOutput.ToArray(rules.Select(rule => new JsonObject
        {
            ["name"] = rule.Name,
            ["rule"] = rule.Rule,
            ["violations"] = rule.Violations,
            ["examples"] = JsonOutput.ToArray(rule.Examples.Select(example => (JsonNode)example)),
        })),
    };
}
