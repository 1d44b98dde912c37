using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using IncidentService.CommandLine.Serving;
using IncidentService.CommandLine.Support;
using IncidentService.Common.Outcomes;
using IncidentService.Storage.Dialects;

namespace IncidentService.CommandLine.Registers;

/// <summary>Puts a backup in the place of the register.</summary>
internal static class RestoreCommand
{
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    private sealed record Options(FileInfo Backup, bool Replace, bool Json);

    public static Command Restore()
    {
        var file = new Argument<FileInfo>("file") { Description = "The file that backup has written" };
        var replace = new Option<bool>("--replace")
        {
            Description = "Move a register that is there already aside, under a name that ends in the time. No service may use it",
        };
        var json = JsonOutput.CreateOption();
        var restore = new Command(
            "restore",
            "Copy a backup to the place of the register of SQLite, give it the schema of this version, and verify it. "
            + "Exit code 0: it can be served; 1: nothing was changed.")
        {
            file, replace, json,
        };
        restore.SetAction((parsed, cancellation) => CommandHost.Run(
            needsSchema: false,
            offline => Run(
                offline, new Options(parsed.GetRequiredValue(file), parsed.GetValue(replace), parsed.GetValue(json)), cancellation)));
        return restore;
    }

    private static async Task<int> Run(CommandHost offline, Options options, CancellationToken cancellation)
    {
        if (offline.File is not { } register)
            return await ServeCommand.Refuse("This register is on a database server, whose own tools restore its backups.");
        if (!options.Backup.Exists) return await ServeCommand.Refuse($"There is no file {options.Backup.FullName}.");
        if (register.Exists && !options.Replace)
            return await ServeCommand.Refuse($"There is a register at {register.Place} already. --replace moves it aside.");
        var partial = register.Place + ".partial";
        System.IO.File.Delete(partial);
        try
        {
            if (await Prepare(options, partial, offline.Clock, cancellation) is { } fault) return await ServeCommand.Refuse(fault);
            if (register.Exists && !SqliteBackup.IsUnused(register)) // changes the file, so it runs after all checks
                return await ServeCommand.Refuse($"{register.Place} is in use. Stop the service first.");
            var aside = MoveAside(register.Place, offline.Clock);
            System.IO.File.Move(partial, register.Place);
            Print(register.Place, aside, options.Json);
            return 0;
        }
        finally
        {
            System.IO.File.Delete(partial);
        }
    }

    /// <summary>Copies, migrates and verifies. Returns what is wrong with the backup, if anything.</summary>
    private static async Task<string?> Prepare(Options options, string partial, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            using var backup = SqliteFile.At(options.Backup.FullName);
            await Progress.Show(
                report => Task.Run(() => SqliteBackup.Copy(backup, partial, report, cancellation), cancellation), cancellation,
                options.Json);
        }
        catch (DbException exception)
        {
            return $"{options.Backup.FullName} cannot be restored: {exception.Message}";
        }
        await using var copy = RegisterArgument.OpenFile(partial);
        if (!await copy.Side.Store.HasSchema()) return $"{options.Backup.FullName} is no register.";
        try
        {
            copy.Side.Store.Migrate(clock);
        }
        catch (StoreUnavailableException exception)
        {
            return exception.Message;
        }
        var broken = VerifyCommand.Describe(await VerifyCommand.Check(copy.Side.Store, options.Json, cancellation)).ToList();
        return broken.Count == 0 ? null : $"{options.Backup.FullName} is not whole:\n{string.Join('\n', broken)}";
    }

    /// <summary>Also deletes a leftover write-ahead log, which SQLite would otherwise apply to the restored file.</summary>
    private static string? MoveAside(string place, TimeProvider clock)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{place}.{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}");
        var moved = Parts.Where(part => System.IO.File.Exists(place + part)).ToList();
        foreach (var part in moved) System.IO.File.Move(place + part, name + part);
        return moved.Count == 0 ? null : name;
    }

    private static void Print(string place, string? aside, bool json)
    {
        if (json) JsonOutput.Write(new JsonObject { ["register"] = place, ["movedTo"] = aside });
        else Console.WriteLine($"{place} is restored and verified.{(aside is null ? "" : $" The former register is {aside}.")}");
    }
}
