using System.Security.Cryptography;

namespace IncidentService.Tests.Infrastructure;

/// <summary>
/// The packages of tests/tools/package.json. The first test that needs them installs them there, for all tests of all projects; another run
/// finds them as long as that file stays the same.
/// </summary>
internal static class NpmTools
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(12);
    private static readonly string Folder = Repository.File("tests", "tools");
    private static readonly Lazy<Task<string>> Installed = new(Install);

    /// <summary>The path of node_modules.</summary>
    public static Task<string> Modules => Installed.Value;

    private static async Task<string> Install()
    {
        await using var turn = await TakeTurn();
        var modules = Path.Combine(Folder, "node_modules");
        var stamp = Path.Combine(modules, ".installed");
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package.json"))));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted) return modules;
        await ToolFolder.Run(
            Folder, new Dictionary<string, string>(), "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts",
            "--prefer-offline", "--loglevel=error");
        await File.WriteAllTextAsync(stamp, wanted);
        return modules;
    }

    /// <summary>Test projects may run side by side.</summary>
    private static async Task<FileStream> TakeTurn()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return new FileStream(Folder + "/node_modules.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
