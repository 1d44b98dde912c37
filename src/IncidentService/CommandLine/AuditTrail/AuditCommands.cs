using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentService.Audit;
using IncidentService.CommandLine.Support;
using IncidentService.Common.Json;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.CommandLine.AuditTrail;

/// <summary>The audit trail on the command line. Only prune changes anything.</summary>
internal static class AuditCommands
{
    private static readonly byte[] LineFeed = [(byte)'\n'];

    public static Command Audit() => new("audit", "Check, list, export and prune the audit trail: who did what, when and from where.")
    {
        AuditVerifying.Verify(), Head(), List(), Export(), AuditPruningCommand.Prune(),
    };

    private static Command Head()
    {
        var json = JsonOutput.CreateOption();
        var head = new Command(
            "head",
            "Print the last entry of the chain and its hash. Keep it elsewhere: audit verify --head tells later whether it is still there.")
        {
            json,
        };
        head.SetAction(parsed => CommandHost.Run(async offline =>
        {
            var last = await offline.Store.Read(session => session.FindAuditHead());
            if (parsed.GetValue(json)) JsonOutput.Write(ToJson(last));
            else Console.WriteLine(last);
            return 0;
        }));
        return head;
    }

    private static Command List()
    {
        var number = new Option<string?>("--incident")
        {
            Description = "Only entries about requests for this incident number",
        };
        var key = new Option<string?>("--key") { Description = "Only requests with this key, by the id that keys list shows" };
        var from = new Option<string?>("--from") { Description = "Only entries since this time, such as 2027-01-31T00:00:00Z" };
        var until = new Option<string?>("--until") { Description = "Only entries before this time" };
        var limit = new Option<int>("--limit") { Description = "The most entries to list", DefaultValueFactory = _ => 50 };
        var json = JsonOutput.CreateOption();
        var list = new Command("list", "List entries, newest first. Exit code 2: an option cannot be read.")
        {
            number, key, from, until, limit, json,
        };
        list.SetAction(parsed => CommandHost.Run(offline =>
        {
            var errors = new ValidationErrors();
            var filter = AuditQuery.Parse(
                (parsed.GetValue(number), parsed.GetValue(key), parsed.GetValue(from), parsed.GetValue(until)),
                ("--incident", "--key", "--from", "--until"), errors);
            if (parsed.GetValue(limit) < 1) errors.Add("--limit", "must be a whole number from 1");
            return errors.IsEmpty
                ? List(offline.Store, filter, parsed.GetValue(limit), parsed.GetValue(json))
                : Task.FromResult(JsonOutput.RefuseArguments(errors));
        }));
        return list;
    }

    private static async Task<int> List(Store store, AuditFilter filter, int limit, bool json)
    {
        var listed = await store.Read(session => session.ListAudit(filter, limit));
        if (!json) foreach (var one in listed) Console.WriteLine(Describe(one.Entry));
        else JsonOutput.WriteList(listed.Select(one => JsonOutput.ToNode(AuditEntryView.From(one.Entry, one.Previous))));
        return 0;
    }

    private static Command Export()
    {
        var after = new Option<long>("--after") { Description = "Only entries that follow this one, by its place in the chain" };
        var file = new Option<string?>("--file") { Description = "The new file to write to; by default, the output" };
        var export = new Command(
            "export",
            "Write the chain from its beginning, an entry of the HTTP API as JSON in each line. Exit code 2: an option cannot be read.")
        {
            after, file,
        };
        export.SetAction(parsed => CommandHost.Run(async offline =>
        {
            await using var output = parsed.GetValue(file) is { } path
                ? new FileStream(path, FileMode.CreateNew, FileAccess.Write)
                : Console.OpenStandardOutput();
            var written = new Exported { Last = parsed.GetValue(after) };
            await offline.Store.Read(session => Export(session, written, output));
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{written.Count:N0} entries."));
            return 0;
        }));
        return export;
    }

    /// <summary>The progress of an export, from which it continues after a failover.</summary>
    private sealed class Exported
    {
        public long Last { get; set; }
        public long Count { get; set; }
    }

    /// <summary>Starts from the previous entry, or from its anchor if it was pruned: the first line needs its hash.</summary>
    private static async Task<Exported> Export(Session session, Exported written, Stream output)
    {
        var previous = (await session.FindAuditAnchor()).Hash;
        await foreach (var entry in session.ReadAuditChain(written.Last - 1))
        {
            if (entry.Sequence > written.Last)
            {
                await WriteLine(output, entry, previous);
                (written.Last, written.Count) = (entry.Sequence.Value, written.Count + 1);
            }
            previous = entry.Hash ?? [];
        }
        return written;
    }

    /// <summary>Writes an entry of the HTTP API as JSON in a line.</summary>
    public static async Task WriteLine(Stream output, AuditEntry entry, byte[] previous)
    {
        await output.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(AuditEntryView.From(entry, previous), JsonTypes.Of<AuditEntryView>()));
        await output.WriteAsync(LineFeed);
    }

    public static JsonObject ToJson(AuditHead head) => new()
    {
        ["sequence"] = head.Sequence, ["hash"] = Convert.ToHexStringLower(head.Hash),
    };

    private static string Describe(AuditEntry entry)
    {
        var place = entry.Sequence?.ToString(CultureInfo.InvariantCulture) ?? "-";
        var line = new StringBuilder($"{place,8}  {entry.OccurredAt}  {entry.Kind,-7}  ");
        line.Append(CultureInfo.InvariantCulture, $"{entry.Operation}  {entry.Status}");
        Add(entry.Times > 1 ? $"× {entry.Times}" : null);
        Add(entry.Number is { } number ? $"{number:D12}" : null);
        Add(entry.Item is { } item ? $"item {item}" : null);
        Add(entry.KeyId != 0 ? $"key {entry.KeyId}" : null);
        Add(entry.Agent is { } agent ? entry.AgentVerified ? $"by {agent} (verified)" : $"by {agent}" : null);
        Add(entry.Channel);
        Add(entry.Location);
        Add(entry.Address is { } address ? $"from {address}" : null);
        return line.ToString();

        void Add(string? part)
        {
            if (part is not null) line.Append("  ").Append(part);
        }
    }
}
