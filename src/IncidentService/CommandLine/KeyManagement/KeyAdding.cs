using System.CommandLine;
using IncidentService.CommandLine.Support;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Keys;
using IncidentService.Keys.Requests;
using IncidentService.Storage.Sql;

namespace IncidentService.CommandLine.KeyManagement;

/// <summary>keys add.</summary>
internal static class KeyAdding
{
    public static Command Add()
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
        var network = ListOption("--network", "The addresses and networks it may be used from, such as 10.1.0.0/16; any by default");
        var perMinute = new Option<int?>("--requests-per-minute")
        {
            Description = "The requests it may send per minute; by default Limits:RequestsPerMinute"
        };
        var json = JsonOutput.CreateOption();
        var quiet = new Option<bool>("--quiet") { Description = "Print only the key" };
        var add = new Command("add", "Create a key and print it. It cannot be printed again.")
        {
            name, channel, scopes, team, location, expires, network, perMinute, maxGrant, maxPerDay, currency, json, quiet,
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
                Networks = Split(parsed.GetValue(network)),
                RequestsPerMinute = parsed.GetValue(perMinute),
                MaxGrant = ParseMoney(parsed.GetValue(maxGrant), parsed.GetValue(currency)),
                MaxPerDay = ParseMoney(parsed.GetValue(maxPerDay), parsed.GetValue(currency)),
            },
            parsed.GetValue(json), parsed.GetValue(quiet))));
        return add;
    }

    private static async Task<int> Add(CommandHost offline, KeyRequest request, bool isJson, bool isQuiet)
    {
        var errors = new ValidationErrors();
        var given = request.Validate(errors);
        if (!errors.IsEmpty) return JsonOutput.RefuseArguments(errors);
        var secret = KeySecret.Create();
        ApiKey? key = null;
        await offline.Change(transaction =>
        {
            key = given.Create(transaction.NewId(), secret, transaction.Now);
            transaction.AddKey(key);
            transaction.AddAudit([CommandHost.Describe("keys add", transaction.Now, $"{key.Id}")]);
            return Task.CompletedTask;
        });
        KeyCommands.Print(key!, secret, isJson, isQuiet, key!.CreatedAt);
        return 0;
    }

    private static Option<string[]> ListOption(string name, string description) =>
        new(name) { Description = description + "; several with commas", AllowMultipleArgumentsPerToken = true };

    private static string[] Split(string[]? given) =>
        [.. (given ?? []).SelectMany(item => item.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static MoneyRequest? ParseMoney(string? amount, string? currency) =>
        amount is null ? null : new MoneyRequest { Amount = amount, Currency = currency ?? "" };
}
