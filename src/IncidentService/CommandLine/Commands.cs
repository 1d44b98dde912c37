using System.CommandLine;
using IncidentService.Contacts;

namespace IncidentService.CommandLine;

/// <summary>The commands of the program. Without one it serves.</summary>
internal static class Commands
{
    public static RootCommand Root()
    {
        var root = new RootCommand("IncidentService: one number for one customer problem, good in every channel. Without a command it serves.")
        {
            Serve(),
            Migrate(),
            CopyCommand.Copy(),
            ImportCommand.Import(),
            KeyCommands.Keys(),
            NumberCommands.Numbers(),
            ContractCommands.OpenApi(),
        };
        AddServeOptions(root);
        return root;
    }

    private static Command Serve()
    {
        var serve = new Command("serve", "Serve the API (the default). Takes configuration as --Section:Name value, such as --urls http://127.0.0.1:5080");
        AddServeOptions(serve);
        return serve;
    }

    private static void AddServeOptions(Command command)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => FindUnknownWord(parsed.UnmatchedTokens) is { } word
            ? Refuse(word)
            : ServeCommand.Run([.. parsed.UnmatchedTokens], cancellation));
    }

    /// <summary>Configuration is --Name value, --Name=value or Name=value; any other word is a command that was mistyped.</summary>
    private static string? FindUnknownWord(IReadOnlyList<string> words)
    {
        var mayBeValue = false;
        foreach (var word in words)
        {
            var isName = word.StartsWith('-') || word.Contains('=', StringComparison.Ordinal);
            if (!isName && !mayBeValue) return word;
            mayBeValue = isName && !word.Contains('=', StringComparison.Ordinal);
        }
        return null;
    }

    private static async Task<int> Refuse(string word)
    {
        await Console.Error.WriteLineAsync($"There is no command \"{word}\". --help lists them.");
        return 2;
    }

    private static Command Migrate()
    {
        var again = new Option<bool>("--rekey-contacts")
        {
            Description = "Give all contacts their lookup keys anew; otherwise only where another release or region made them. Repeat it once no older release runs any more",
        };
        var migrate = new Command("migrate", "Create the register, or bring its schema and the keys of its contacts up to this program's.") { again };
        migrate.SetAction(parsed => CommandHost.Run(needsSchema: false, async offline =>
        {
            var applied = offline.Store.Migrate(offline.Clock);
            Console.WriteLine(applied.Count == 0 ? "Up to date." : "Applied " + string.Join(", ", applied) + ".");
            var rekeyed = await new Rekeying(offline.Store, ContactKeys.By(offline.Rules)).Run(parsed.GetValue(again));
            if (rekeyed.Seen > 0)
                Console.WriteLine($"Looked at {rekeyed.Seen:N0} contacts: {rekeyed.Changed:N0} have another key now, of which {rekeyed.Keyless:N0} none, since they identify nobody.");
            return 0;
        }));
        return migrate;
    }
}
