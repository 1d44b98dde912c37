using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Contacts.LookupKeys;
using IncidentService.Keys;
using IncidentService.Keys.Requests;
using IncidentService.Storage;
using IncidentService.Storage.Migrations;
using IncidentService.Storage.Sql;

namespace IncidentService.CommandLine.Serving;

/// <summary>Prepares a new register, and prints what a person needs to know next.</summary>
internal sealed class FirstStart(Store store, ServiceSettings settings, TimeProvider clock)
{
    private const string DevelopmentScopes = "status read write approve redeem report";
    private readonly Dictionary<string, string> keys = [];
    private readonly List<string> advice = [];

    /// <summary>Null if the register has the schema of this program.</summary>
    public static async Task<string?> FindSchemaFault(Store store) => await store.FindSchema() switch
    {
        RegisterSchema.Current => null,
        RegisterSchema.Newer => $"The register {store.Place} has a newer schema than this program knows: run the newer program.",
        RegisterSchema.Unfinished => $"A copy into the register {store.Place} is not finished: run copy again, or empty it.",
        _ when store.Exists => $"The schema of the register {store.Place} does not match this program. Run: IncidentService migrate",
        _ => $"There is no register at {store.Place} (see ConnectionStrings:Incidents). Run: IncidentService migrate",
    };

    /// <summary>Creates and migrates the register, and creates one key per channel if it has no keys.</summary>
    public async Task Prepare()
    {
        store.Migrate(clock);
        await new Rekeying(store, ContactKeys.CreateNormaliser(settings)).Run();
        if (await store.Read(session => session.HasKeys())) return;
        await store.Change(
            transaction =>
            {
                keys.Clear();
                foreach (var channel in Channels.All)
                {
                    keys[channel] = KeySecret.Create();
                    var key = new KeyInput { Name = $"Development {channel}", Channels = channel, Scopes = DevelopmentScopes };
                    transaction.AddKey(key.Create(transaction.NewId(), keys[channel], transaction.Now));
                }
                return Task.CompletedTask;
            },
            CancellationToken.None);
    }

    /// <summary>What somebody has to mend before the service can start; null if it can.</summary>
    /// <param name="createsRegister">Whether <see cref="Prepare"/> follows.</param>
    public async Task<string?> FindFault(bool createsRegister)
    {
        if (store.FindDamage() is { } damage) return damage;
        if (createsRegister) return null;
        if (await FindSchemaFault(store) is { } fault) return fault;
        if (!await store.Read(session => session.HasContactKeysOf(settings.Phones.Version)))
            advice.Add(
                "Contacts have lookup keys of another release or region, so some customers may not be found. Run: IncidentService migrate");
        if (!await store.Read(session => session.HasKeys()))
            advice.Add(
                "The register has no keys yet. Add the first: IncidentService keys add --name \"Administrator\" --channel web --scopes read,write,admin");
        return null;
    }

    /// <summary>Prints what should be done, although the service can start.</summary>
    public void Advise()
    {
        foreach (var line in advice) Console.WriteLine(line);
    }

    public void Greet(IEnumerable<string> urls)
    {
        var address = urls.FirstOrDefault() ?? "http://localhost:5080";
        Console.WriteLine($"IncidentService listens on {address}");
        Console.WriteLine($"  Register  {store.Place}");
        Console.WriteLine($"  Desk      {address}/desk  (sign in with a key)");
        Console.WriteLine($"  Contract  {address}/docs  ({address}/openapi.yaml)");
        Console.WriteLine($"  Health    {address}/health/ready");
        if (keys.Count > 0) GreetWithKeys(address);
        else
            Console.WriteLine(
                "  Keys      were shown when they were created; create more with: keys add --name \"Phone desk\" --channel phone --scopes read,write");
    }

    private void GreetWithKeys(string address)
    {
        Console.WriteLine("\nOne key per channel, for development. They are shown only once:\n");
        foreach (var (channel, key) in keys) Console.WriteLine($"  export {channel.ToUpperInvariant()}_KEY={key}");
        Console.WriteLine(
            $$"""

            Paste the lines above, then open the first incident as the e-mail desk:

              curl -s {{address}}/v1/incidents -H "Authorization: Bearer $EMAIL_KEY" -H 'Content-Type: application/json' \
                -d '{"subject":"Price match for a drill","contacts":[{"kind":"email","value":"anna@example.com"}],"references":[{"system":"zendesk","value":"50177"}]}'

            and find it as the phone desk, by the other system's ticket number:

              curl -s {{address}}/v1/lookups -H "Authorization: Bearer $PHONE_KEY" -H 'Content-Type: application/json' -d '{"quoted":"50177"}'

            """);
    }
}
