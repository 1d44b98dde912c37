using System.CommandLine;
using IncidentService.CommandLine.Serving;
using IncidentService.CommandLine.Support;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Keys;
using IncidentService.Keys.Requests;
using IncidentService.Storage.Sql;

namespace IncidentService.CommandLine.KeyManagement;

internal static class KeyCommands
{
    public static Command Keys() => new("keys", "Add, list, rotate and revoke API keys.") { KeyAdding.Add(), List(), Rotate(), Revoke() };

    /// <summary>Prints a new key, which cannot be printed again.</summary>
    public static void Print(ApiKey key, string secret, bool isJson, bool isQuiet, Instant now)
    {
        if (isJson) JsonOutput.Write(JsonOutput.ToNode(KeyView.From(key, now, secret)));
        else Console.WriteLine(isQuiet ? secret : $"{secret}\nIt is shown only once. Send it as: Authorization: Bearer {secret}");
    }

    private static Command List()
    {
        var json = JsonOutput.CreateOption();
        var list = new Command("list", "List the names and permissions of the keys, never the keys themselves.") { json };
        list.SetAction(parsed => CommandHost.Run(async offline =>
        {
            var (keys, now) = (await offline.Store.Read(session => session.ListKeys()), Instant.Now(offline.Clock));
            if (parsed.GetValue(json)) JsonOutput.WriteList(keys.Select(key => JsonOutput.ToNode(KeyView.From(key, now))));
            else foreach (var key in keys) Console.WriteLine(KeyLine.Format(key, now));
            return 0;
        }));
        return list;
    }

    private static Command Rotate()
    {
        var id = new Argument<long>("id") { Description = "The id that keys list shows" };
        var until = new Option<string?>("--until")
        {
            Description = "Until when the former key works, such as 2027-01-31T00:00:00Z; for 24 hours by default"
        };
        var json = JsonOutput.CreateOption();
        var quiet = new Option<bool>("--quiet") { Description = "Print only the key" };
        var rotate = new Command("rotate", "Replace a key and print the new one. The former one works for a while.")
        {
            id, until, json, quiet,
        };
        rotate.SetAction(parsed => CommandHost.Run(async offline =>
        {
            var errors = new ValidationErrors();
            var formerUntil = errors.ParseInstant("--until", parsed.GetValue(until));
            if (!errors.IsEmpty) return JsonOutput.RefuseArguments(errors);
            var replaced = await offline.Store.Change(
                transaction =>
                {
                    transaction.AddAudit([CommandHost.Describe("keys rotate", transaction.Now, $"{parsed.GetValue(id)}")]);
                    return KeyRotation.Replace(transaction, parsed.GetValue(id), formerUntil);
                },
                CancellationToken.None);
            if (!replaced.Try(out var made, out var problem)) return await ServeCommand.Refuse($"{problem.Title}. {problem.Remedy}");
            Print(made.Key, made.Secret, parsed.GetValue(json), parsed.GetValue(quiet), made.Now);
            return 0;
        }));
        return rotate;
    }

    private static Command Revoke()
    {
        var id = new Argument<long>("id") { Description = "The id that keys list shows" };
        var json = JsonOutput.CreateOption();
        var revoke = new Command(
            "revoke",
            "Revoke a key. Services that run refuse it within five seconds. Exit code 0: done; 1: there is none, or it was revoked before.")
        {
            id, json,
        };
        revoke.SetAction(parsed => CommandHost.Run(offline => Revoke(offline, parsed.GetValue(id), parsed.GetValue(json))));
        return revoke;
    }

    private static async Task<int> Revoke(CommandHost offline, long id, bool isJson)
    {
        ApiKey? revoked = null;
        await offline.Change(async transaction =>
        {
            revoked = null;
            if (!await transaction.RevokeKey(id)) return;
            revoked = await transaction.FindKey(id);
            transaction.AddAudit([CommandHost.Describe("keys revoke", transaction.Now, $"{id}")]);
        });
        if (revoked is null) return await ServeCommand.Refuse("There is no such key, or it was revoked before.");
        if (isJson) JsonOutput.Write(JsonOutput.ToNode(KeyView.From(revoked, Instant.Now(offline.Clock))));
        else Console.WriteLine("Revoked.");
        return 0;
    }
}
