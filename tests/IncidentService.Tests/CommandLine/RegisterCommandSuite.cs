using IncidentService.Storage;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.CommandLine;

/// <summary>Runs the real program in an empty folder that holds its register.</summary>
public abstract class RegisterCommandSuite : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");

    private protected string Register => Beside("incidents.db");

    private protected IEnumerable<string> Files => folder.GetFiles().Select(file => file.Name);

    public void Dispose()
    {
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected string Beside(string file) => Path.Combine(folder.FullName, file);

    private protected Task<CommandRun> Run(params string[] arguments) => CommandRun.Run(Register, arguments);

    /// <summary>Migrates in this process, which is faster than the migrate command; that command has tests of its own.</summary>
    private protected async Task Migrate()
    {
        var services = new ServiceCollection();
        services.AddRegister(
            new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Incidents", "Data Source=" + Register)]).Build());
        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<Store>().Migrate(TimeProvider.System);
    }

    /// <summary>Adds a key with the command, and returns the key that --quiet prints.</summary>
    private protected async Task<string> AddKey(string channel, string scopes, params string[] more)
    {
        var added = await Run(["keys", "add", "--name", "Desk " + channel, "--channel", channel, "--scopes", scopes, "--quiet", .. more]);
        return added.Expect(0).TrimEnd('\n');
    }
}
