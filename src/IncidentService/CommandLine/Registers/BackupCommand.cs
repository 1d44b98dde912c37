using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentService.CommandLine.Serving;
using IncidentService.CommandLine.Support;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Feed;

namespace IncidentService.CommandLine.Registers;

internal static class BackupCommand
{
    private const string OfServers =
        "This register is on a database server, whose own tools make its backups: pg_dump or pg_basebackup with its log archived, "
        + "BACKUP DATABASE on SQL Server. verify checks a register there too.";

    public static Command Backup()
    {
        var file = new Argument<FileInfo>("file") { Description = "The new file to write the backup to" };
        var json = JsonOutput.CreateOption();
        var backup = new Command(
            "backup",
            "Copy the register of SQLite, as it is at one moment, into a file, while it is served, and verify the copy. "
            + "Exit code 0: the backup is there and whole; 1: there is none.")
        {
            file, json,
        };
        backup.SetAction((parsed, cancellation) => CommandHost.Run(
            offline => Run(offline, parsed.GetRequiredValue(file), parsed.GetValue(json), cancellation)));
        return backup;
    }

    private static async Task<int> Run(CommandHost offline, FileInfo file, bool json, CancellationToken cancellation)
    {
        if (offline.File is not { } register) return await ServeCommand.Refuse(OfServers);
        if (file.Exists) return await ServeCommand.Refuse($"There is a file {file.FullName} already.");
        var partial = file.FullName + ".partial";
        if (System.IO.File.Exists(partial))
            return await ServeCommand.Refuse($"{partial} is an unfinished backup, or one that is running: delete it first.");
        try
        {
            await Progress.Show(
                report => Task.Run(() => SqliteBackup.Copy(register, partial, report, cancellation), cancellation), cancellation,
                forProgram: json);
            await using var copy = RegisterArgument.OpenFile(partial);
            var rules = await VerifyCommand.Check(copy.Side.Store, json, cancellation);
            if (rules.Any(rule => !rule.Holds))
            {
                foreach (var line in VerifyCommand.Describe(rules)) await Console.Error.WriteLineAsync(line);
                return await ServeCommand.Refuse(
                    "The register itself is not whole, so no backup was made of it. Run: IncidentService verify");
            }
            var position = await copy.Side.Store.Read(session => session.FindLastPosition());
            System.IO.File.Move(partial, file.FullName);
            await Print(file, position, json, cancellation);
            return 0;
        }
        finally
        {
            System.IO.File.Delete(partial);
        }
    }

    private static async Task Print(FileInfo file, long position, bool json, CancellationToken cancellation)
    {
        await using var written = file.OpenRead();
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellation));
        if (json)
        {
            JsonOutput.Write(new JsonObject
            {
                ["file"] = file.FullName, ["bytes"] = written.Length, ["sha256"] = digest, ["position"] = position,
            });
        }
        else
        {
            Console.WriteLine(
                $"{file.FullName}: {written.Length:N0} bytes, verified, up to place {position:N0} of the feed.\nsha256 {digest}");
        }
    }
}
