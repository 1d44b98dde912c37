using System.CommandLine;
using IncidentService.CommandLine.Support;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Keys;
using IncidentService.Storage.Sql;

namespace IncidentService.CommandLine;

internal static class KeyCommands
{
    public static Command Keys() => new("keys", "Add, list and revoke API keys.") { Add(), List(), Revoke() };

    private static Command Add()
    {
        var name = new Option<string>("--name")
        {
            Description = "The name that people use for it, such as \"E-mail desk\"",
            Required = true
        };
        var channel = ListOption("--channel", $"The channels it serves: {string.Join(", ", Channels.All)}");
        var scopes = ListOption("--scopes", $"What it may do: {string.Join(", ", Scopes.All)}");
        channel.Required = scopes.Required = true;
        var team = ListOption("--team", "The teams it serves; any by default");
        var location = ListOption("--location", "The stores or sites it serves; any by default");
        var expires = new Option<string?>("--expires")
        {
            Description = "When it stops working, such as 2027-01-31T00:00:00Z; never by default"
        };
        var maxGrant = new Option<string?>("--max-grant")
        {
            Description = "The most that one of its approvals may give away, such as 50.00; unlimited by default"
        };
        var maxPerDay = new Option<string?>("--max-per-day")
        {
            Description = "The most that all its approvals of one day may give away; unlimited by default"
        };
        var currency = new Option<string?>("--currency") { Description = "The currency of both, such as USD" };
        var quiet = new Option<bool>("--quiet") { Description = "Print only the key" };
        var add = new Command("add", "Create a key and print it. It cannot be printed again.")
        {
            name, channel, scopes, team, location, expires, maxGrant, maxPerDay, currency, quiet,
        };
        add.SetAction(parsed => CommandHost.Run(offline => Add(
            offline,
            new KeyRequest
            {
                Name = parsed.GetRequiredValue(name),
                Channels = Split(parsed.GetValue(channel)),
                Scopes = Split(parsed.GetValue(scopes)),
                Teams = Split(parsed.GetValue(team)),
                Locations = Split(parsed.GetValue(location)),
                ExpiresAt = parsed.GetValue(expires),
                MaxGrant = ParseMoney(parsed.GetValue(maxGrant), parsed.GetValue(currency)),
                MaxPerDay = ParseMoney(parsed.GetValue(maxPerDay), parsed.GetValue(currency)),
            },
            parsed.GetValue(quiet))));
        return add;
    }

    private static async Task<int> Add(CommandHost offline, KeyRequest request, bool quiet)
    {
        var errors = new ValidationErrors();
        var given = request.Validate(errors);
        if (!errors.IsEmpty)
        {
            foreach (var fault in errors.ToProblem().Errors!) await Console.Error.WriteLineAsync($"{fault.Field} {fault.Message}");
            return 2;
        }
        var secret = KeySecret.Create();
        await offline.Change(transaction =>
        {
            transaction.AddKey(given.Create(transaction.NewId(), secret, transaction.Now));
            return Task.CompletedTask;
        });
        Console.WriteLine(quiet ? secret : $"{secret}\nIt is shown only once. Send it as: Authorization: Bearer {secret}");
        return 0;
    }

    private static Command List()
    {
        var list = new Command("list", "List the names and permissions of the keys, never the keys themselves.");
        list.SetAction(parsed => CommandHost.Run(async offline =>
        {
            foreach (var key in await offline.Store.Read(session => session.ListKeys()))
                Console.WriteLine(
                    $"{key.Id}  {FormatState(key, offline.Clock),-8}  {key.Name}  channels: {key.Channels}  scopes: {key.Scopes}  locations: {key.Locations}{FormatGrantLimits(key)}");
            return 0;
        }));
        return list;
    }

    private static Command Revoke()
    {
        var id = new Argument<long>("id") { Description = "The id that keys list shows" };
        var revoke = new Command("revoke", "Revoke a key. It stops working immediately, everywhere.") { id };
        revoke.SetAction(parsed => CommandHost.Run(async offline =>
        {
            var revoked = false;
            await offline.Change(async transaction => revoked = await transaction.RevokeKey(parsed.GetValue(id)));
            Console.WriteLine(revoked ? "Revoked." : "There is no such key, or it was revoked before.");
            return revoked ? 0 : 1;
        }));
        return revoke;
    }

    private static Option<string[]> ListOption(string name, string description) =>
        new(name) { Description = description + "; several with commas", AllowMultipleArgumentsPerToken = true };

    private static string[] Split(string[]? given) =>
        [.. (given ?? []).SelectMany(item => item.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static MoneyRequest? ParseMoney(string? amount, string? currency) =>
        amount is null ? null : new MoneyRequest { Amount = amount, Currency = currency ?? "" };

    private static string FormatGrantLimits(ApiKey key) => string.Concat(
        Money.From(key.GrantMaximum, key.GrantCurrency) is { } most ? $"  grants up to {most}" : "",
        Money.From(key.DayMaximum, key.GrantCurrency) is { } day ? $"  grants of a day up to {day}" : "");

    private static string FormatState(ApiKey key, TimeProvider clock)
    {
        if (key.RevokedAt is not null) return "revoked";
        return key.IsValid(Instant.Now(clock)) ? "valid" : "expired";
    }
}
