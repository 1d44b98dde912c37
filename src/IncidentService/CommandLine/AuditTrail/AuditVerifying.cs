using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using IncidentService.Audit;
using IncidentService.CommandLine.Support;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Storage.Verifying;

namespace IncidentService.CommandLine.AuditTrail;

/// <summary>audit verify.</summary>
internal static class AuditVerifying
{
    private const int Broken = 3;
    private const string Step = "Verifying";

    public static Command Verify()
    {
        var noted = new Option<string?>("--head")
        {
            Description = "A recorded head, as audit head and the log print it: it must still be in the chain",
        };
        var archives = new Option<string[]>("--archive")
        {
            Description = "A file that audit prune wrote: its chain must hold, and hold the end of a pruning. May be given more than once",
        };
        var json = JsonOutput.CreateOption();
        var verify = new Command(
            "verify",
            "Compute the chain of the audit trail again, while the service runs. Exit code 0: it is whole; 2: --head cannot be read; "
            + "3: an entry was altered, removed, added or moved, and which.")
        {
            noted, archives, json,
        };
        verify.SetAction((parsed, cancellation) => CommandHost.Run(offline =>
        {
            var errors = new ValidationErrors();
            var head = Parse(parsed.GetValue(noted), errors);
            var files = parsed.GetValue(archives) ?? [];
            foreach (var missing in files.Where(file => !File.Exists(file))) errors.Add("--archive", $"{missing} is not there");
            return errors.IsEmpty
                ? Run(offline.Store, head, files, parsed.GetValue(json), cancellation)
                : Task.FromResult(JsonOutput.RefuseArguments(errors));
        }));
        return verify;
    }

    private static async Task<int> Run(
        Store store, AuditHead? noted, string[] archives, bool json, CancellationToken cancellation)
    {
        VerifiedChain? chain = null;
        await Progress.Show(
            async report => chain = await store.ReadSnapshot(async session =>
            {
                var total = (await session.FindAuditHead()).Sequence - (await session.FindAuditAnchor()).Sequence;
                return await new AuditVerification(session, done => report(Step, Math.Min(done, total), total))
                    .Run(noted, archives);
            }),
            cancellation, forProgram: json);
        if (json) JsonOutput.Write(ToJson(store, chain!));
        else Print(store, chain!);
        return chain!.Holds ? 0 : Broken;
    }

    private static void Print(Store store, VerifiedChain chain)
    {
        foreach (var fault in chain.Faults) Console.WriteLine($"BROKEN  {fault}");
        Console.WriteLine(chain.Holds
            ? $"The audit trail in {store.Place} is whole: {chain.Entries:N0} entries."
            : $"The audit trail in {store.Place} is broken in {chain.Violations:N0} places.");
        if (chain.Anchor.Sequence > 0) Console.WriteLine($"Pruned up to: {chain.Anchor}");
        Console.WriteLine($"Head: {chain.Head}");
    }

    private static JsonObject ToJson(Store store, VerifiedChain chain) => new()
    {
        ["register"] = store.Place,
        ["holds"] = chain.Holds,
        ["entries"] = chain.Entries,
        ["pruned"] = AuditCommands.ToJson(chain.Anchor),
        ["head"] = AuditCommands.ToJson(chain.Head),
        ["violations"] = chain.Violations,
        ["faults"] = JsonOutput.ToArray(chain.Faults.Select(fault => (JsonNode)fault)),
    };

    private static AuditHead? Parse(string? given, ValidationErrors errors)
    {
        if (given is null) return null;
        var parts = given.Split(':');
        if (parts is [var place, { Length: 64 } hash] && hash.All(char.IsAsciiHexDigit)
            && long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return new AuditHead { Sequence = sequence, Hash = Convert.FromHexString(hash) };
        errors.Add("--head", "must be a place and a hash, such as 1204:5e88…");
        return null;
    }
}
