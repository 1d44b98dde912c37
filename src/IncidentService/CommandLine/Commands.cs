using System.CommandLine;
using IncidentService.Hosting;

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
        AddServing(root);
        return root;
    }

    private static Command Serve()
    {
        var serve = new Command("serve", "Serve the API (the default). Takes configuration as --Section:Name value, such as --urls http://127.0.0.1:5080");
        AddServing(serve);
        return serve;
    }

    private static void AddServing(Command command)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => StrayWord(parsed.UnmatchedTokens) is { } word
            ? Refuse(word)
            : Serving.Run([.. parsed.UnmatchedTokens], cancellation));
    }

    /// <summary>Configuration is --Name value, --Name=value or Name=value; any other word is a command that was mistyped.</summary>
    private static string? StrayWord(IReadOnlyList<string> words)
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
        var migrate = new Command("migrate", "Create the register, or bring its schema up to this program's.");
        migrate.SetAction(_ => Offline.Run(needsSchema: false, offline =>
        {
            var applied = offline.Store.Migrate(offline.Clock);
            Console.WriteLine(applied.Count == 0 ? "Up to date." : "Applied " + string.Join(", ", applied) + ".");
            return Task.FromResult(0);
        }));
        return migrate;
    }
}
