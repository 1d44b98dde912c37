using System.CommandLine;
using System.Text;
using System.Text.Json;
using IncidentService.CommandLine.Support;
using IncidentService.Common;
using IncidentService.Common.Json;
using IncidentService.Common.Outcomes;
using IncidentService.Keys;
using IncidentService.Keys.Requests;
using IncidentService.Storage.Sql;

namespace IncidentService.CommandLine.KeyManagement;

internal static class KeyCommands
{
    public static Command Keys() => new("keys", "Add, list, rotate and revoke API keys.") { KeyAdding.Add(), List(), Rotate(), Revoke() };

    /// <summary>The option of every command that can print what a program reads.</summary>
    public static Option<bool> JsonOption() => new("--json") { Description = "Print JSON, as the HTTP API has it" };

    /// <summary>Prints every error in a line, and returns the exit code of a wrong use.</summary>
    public static async Task<int> Refuse(ValidationErrors errors)
    {
        foreach (var fault in errors.ToProblem().Errors!) await Console.Error.WriteLineAsync($"{fault.Field} {fault.Message}");
        return 2;
    }

    public static void Print<T>(T value) =>
        Console.WriteLine(Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(value, JsonTypes.Of<T>())));

    /// <summary>Prints a new key, which cannot be printed again.</summary>
    public static void Print(ApiKey key, string secret, bool isJson, bool isQuiet, Instant now)
    {
        if (isJson) Print(KeyView.From(key, now, secret));
        else Console.WriteLine(isQuiet ? secret : $"{secret}\nIt is shown only once. Send it as: Authorization: Bearer {secret}");
    }

    private static Command List()
    {
        var json = JsonOption();
        var list = new Command("list", "List the names and permissions of the keys, never the keys themselves.") { json };
        list.SetAction(parsed => CommandHost.Run(async offline =>
        {
            var (keys, now) = (await offline.Store.Read(session => session.ListKeys()), Instant.Now(offline.Clock));
            if (parsed.GetValue(json)) Print(new KeyList([.. keys.Select(key => KeyView.From(key, now))]));
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
        var json = JsonOption();
        var quiet = new Option<bool>("--quiet") { Description = "Print only the key" };
        var rotate = new Command("rotate", "Replace a key and print the new one. The former one works for a while.")
        {
            id, until, json, quiet,
        };
        rotate.SetAction(parsed => CommandHost.Run(async offline =>
        {
            var errors = new ValidationErrors();
            var formerUntil = errors.ParseInstant("until", parsed.GetValue(until));
            if (!errors.IsEmpty) return await Refuse(errors);
            var replaced = await offline.Store.Change(
                transaction =>
                {
                    transaction.AddAudit([CommandHost.Describe("keys rotate", transaction.Now, $"{parsed.GetValue(id)}")]);
                    return KeyRotation.Replace(transaction, parsed.GetValue(id), formerUntil);
                },
                CancellationToken.None);
            if (!replaced.Try(out var made, out var problem))
            {
                await Console.Error.WriteLineAsync($"{problem.Title}. {problem.Remedy}");
                return 1;
            }
            Print(made.Key, made.Secret, parsed.GetValue(json), parsed.GetValue(quiet), made.Now);
            return 0;
        }));
        return rotate;
    }

    private static Command Revoke()
    {
        var id = new Argument<long>("id") { Description = "The id that keys list shows" };
        var revoke = new Command("revoke", "Revoke a key. It stops working immediately, everywhere.") { id };
        revoke.SetAction(parsed => CommandHost.Run(async offline =>
        {
            var revoked = false;
            await offline.Change(async transaction =>
            {
                revoked = await transaction.RevokeKey(parsed.GetValue(id));
                if (revoked) transaction.AddAudit([CommandHost.Describe("keys revoke", transaction.Now, $"{parsed.GetValue(id)}")]);
            });
            Console.WriteLine(revoked ? "Revoked." : "There is no such key, or it was revoked before.");
            return revoked ? 0 : 1;
        }));
        return revoke;
    }
}
