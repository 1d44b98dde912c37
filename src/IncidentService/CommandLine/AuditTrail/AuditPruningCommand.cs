using System.CommandLine;
using System.Data;
using System.Globalization;
using System.Text.Json.Nodes;
using IncidentService.Audit;
using IncidentService.Audit.Chain;
using IncidentService.CommandLine.Support;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Storage.Sql;

namespace IncidentService.CommandLine.AuditTrail;

/// <summary>audit prune.</summary>
internal static class AuditPruningCommand
{
    private const int Broken = 3;
    private const string BeforeOption = "--before";
    private const string ArchiveOption = "--archive";
    private const string DiscardOption = "--discard";

    public static Command Prune()
    {
        var before = new Option<string?>(BeforeOption)
        {
            Description = "Remove entries before this time, such as 2027-01-31T00:00:00Z; by default, those that "
                + $"{AuditSettings.KeepDaysSetting} keeps no longer",
        };
        var archive = new Option<string?>(ArchiveOption)
        {
            Description = "The file to archive them in first, in the format of audit export: a new one, or that of an interrupted or "
                + "earlier pruning, which is continued",
        };
        var discard = new Option<bool>(DiscardOption) { Description = "Delete them without an archive" };
        var json = JsonOutput.CreateOption();
        var prune = new Command(
            "prune",
            "Remove the oldest entries, while the service runs. The hash of the last one stays, so that the chain of the rest can still be "
            + "verified, and an entry says who removed how many. Exit code 2: an option cannot be read, or the setting keeps such entries; "
            + "3: the chain is broken there, and nothing from there on is removed.")
        {
            before, archive, discard, json,
        };
        prune.SetAction(parsed => CommandHost.Run(offline =>
        {
            var errors = new ValidationErrors();
            var until = ParseTime(parsed.GetValue(before), offline, errors);
            if (parsed.GetValue(archive) is null != parsed.GetValue(discard))
                errors.Add(ArchiveOption, $"or {DiscardOption} must be given, and not both");
            return errors.IsEmpty
                ? Run(offline, until!.Value, parsed.GetValue(archive), parsed.GetValue(json))
                : Task.FromResult(JsonOutput.RefuseArguments(errors));
        }));
        return prune;
    }

    private static Instant? ParseTime(string? given, CommandHost offline, ValidationErrors errors)
    {
        var now = Instant.Now(offline.Clock);
        var latest = offline.Audit.KeepDays is { } days ? now.Plus(TimeSpan.FromDays(-days)) : now;
        if (given is null && offline.Audit.KeepDays is null)
            errors.Add(BeforeOption, $"must be given, since {AuditSettings.KeepDaysSetting} is not set");
        var time = errors.ParseInstant(BeforeOption, given) ?? latest;
        if (time > latest) errors.Add(BeforeOption, $"must be {latest} at the latest");
        return time;
    }

    private static async Task<int> Run(CommandHost offline, Instant before, string? path, bool json)
    {
        using var file = path is null ? null : await ArchiveFile.Open(path, offline.Store);
        var pruning = new AuditPruning(
            offline.Store,
            (entries, previous) => file?.Write(entries, previous) ?? Task.CompletedTask,
            (last, count, now) =>
                CommandHost.Describe(AuditPruning.Operation, now, last.ToString(CultureInfo.InvariantCulture)) with { Times = count });
        var (removed, fault) = (0L, default(string));
        try
        {
            while (await pruning.PruneNext(before, CancellationToken.None) is > 0 and var count) removed += count;
        }
        catch (DataException broken)
        {
            fault = broken.Message;
        }
        var anchor = await offline.Store.Read(session => session.FindAuditAnchor());
        if (json)
            JsonOutput.Write(new JsonObject { ["removed"] = removed, ["anchor"] = AuditCommands.ToJson(anchor), ["fault"] = fault });
        else
            Print(removed, anchor, fault);
        return fault is null ? 0 : Broken;
    }

    private static void Print(long removed, AuditHead anchor, string? fault)
    {
        if (fault is not null) Console.WriteLine($"BROKEN  {fault}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{removed:N0} entries removed."));
        if (anchor.Sequence > 0) Console.WriteLine($"The chain continues from {anchor}");
    }
}
