using System.CommandLine;
using IncidentService.CommandLine.AuditTrail;
using IncidentService.CommandLine.KeyManagement;
using IncidentService.CommandLine.Registers;
using IncidentService.CommandLine.Serving;
using IncidentService.CommandLine.Support;
using IncidentService.Contacts.LookupKeys;

namespace IncidentService.CommandLine;

/// <summary>The commands of the program. The default command is serve.</summary>
internal static class Commands
{
    private const string ServeName = "serve";

    /// <summary>
    /// How long a command that is interrupted (SIGINT, SIGTERM) may take to remove what it has not finished. Null for serve: its host
    /// finishes open requests itself.
    /// </summary>
    public static TimeSpan? TimeToStop(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand or { Name: ServeName } ? null : TimeSpan.FromSeconds(10);

    public static RootCommand Root()
    {
        var root = new RootCommand(
            "IncidentService: one number for one customer problem, valid in every channel. The default command is serve.")
        {
            Serve(),
            Migrate(),
            BackupCommand.Backup(),
            RestoreCommand.Restore(),
            VerifyCommand.Verify(),
            CopyCommand.Copy(),
            ImportCommand.Import(),
            KeyCommands.Keys(),
            WebhookCommands.Webhooks(),
            EraseCommand.Erase(),
            AuditCommands.Audit(),
            NumberCommands.Numbers(),
            ContractCommands.OpenApi(),
        };
        AddServeOptions(root);
        return root;
    }

    private static Command Serve()
    {
        var serve = new Command(
            ServeName, "Serve the API (the default). Takes configuration as --Section:Name value, such as --urls http://127.0.0.1:5080");
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

    /// <summary>
    /// Finds the first word that is not configuration (--Name value, --Name=value or Name=value). Such a word is a mistyped command.
    /// </summary>
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
            Description =
                "Recompute the lookup keys of all contacts. By default, only keys of another release or region are recomputed. Repeat this when no older release runs any more",
        };
        var migrate = new Command(
            "migrate", "Create the register, or update its schema and the lookup keys of its contacts to this version.") { again };
        migrate.SetAction(parsed => CommandHost.Run(needsSchema: false, async offline =>
        {
            var applied = offline.Store.Migrate(offline.Clock);
            Console.WriteLine(applied.Count == 0 ? "Up to date." : "Applied " + string.Join(", ", applied) + ".");
            var rekeyed = await new Rekeying(offline.Store, ContactKeys.CreateNormaliser(offline.Rules)).Run(parsed.GetValue(again));
            if (rekeyed.Seen > 0)
                Console.WriteLine(
                    $"Checked {rekeyed.Seen:N0} contacts: {rekeyed.Changed:N0} have a new key, of which {rekeyed.Keyless:N0} have none because they identify nobody.");
            return 0;
        }));
        return migrate;
    }
}
