using System.CommandLine;
using IncidentService.Changes;
using IncidentService.CommandLine.Support;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Erasure;
using IncidentService.Incidents;
using IncidentService.Storage.Sql;

namespace IncidentService.CommandLine.Registers;

internal static class EraseCommand
{
    public static Command Erase()
    {
        var kind = new Option<string>("--kind")
        {
            Description = $"The kind of the contact: {string.Join(", ", ContactKinds.All.Where(any => any != ContactKinds.Name))}",
            Required = true,
        };
        var reason = new Option<string?>("--reason")
        {
            Description = "A short code such as gdpr-17. The timeline and all subscribers keep it",
        };
        var json = JsonOutput.CreateOption();
        var erase = new Command(
            "erase",
            "Remove a customer's personal data from all incidents. Reads the contact, such as an e-mail address, from standard input, "
            + "because all users of the machine can read a command line. "
            + "Exit code 0: the data is gone, or there was none; 2: the contact cannot be read.")
        {
            kind, reason, json,
        };
        erase.SetAction(parsed => CommandHost.Run(
            offline => Run(offline, parsed.GetRequiredValue(kind), parsed.GetValue(reason), parsed.GetValue(json))));
        return erase;
    }

    private static async Task<int> Run(CommandHost offline, string kind, string? reason, bool json)
    {
        var (errors, rules) = (new ValidationErrors(), offline.Rules);
        var value = (await Console.In.ReadLineAsync())?.Trim() ?? "";
        var contact = new ContactRequest { Kind = kind, Value = value }.ParseProof("contact", rules, errors);
        var code = errors.ParseToken("--reason", reason);
        if (!errors.IsEmpty) return JsonOutput.RefuseArguments(errors);
        Erasure.Erasure? erased = null;
        await offline.Change(async transaction =>
        {
            var change = new ChangeContext(transaction, rules, Origin.Clock);
            erased = await ErasureChanges.Erase(change, new ErasureInput(contact!, code));
            transaction.AddAudit([CommandHost.Describe("erase", transaction.Now)]);
        });
        if (json) JsonOutput.Write(JsonOutput.ToNode(erased!));
        else Print(erased!);
        return 0;
    }

    private static void Print(Erasure.Erasure erased)
    {
        var removed = erased.Removed;
        Console.WriteLine(
            $"{erased.Incidents.Count:N0} incidents: {removed.Contacts:N0} contacts, {removed.Texts:N0} texts, "
            + $"{removed.References:N0} references, {removed.Lookups:N0} look-ups and {removed.Replies:N0} stored replies removed.");
        foreach (var number in erased.Incidents) Console.WriteLine(number.Formatted);
    }
}
