using IncidentService.Hosting;
using IncidentService.Storage;

namespace IncidentService.CommandLine;

/// <summary>The register without the web server, for commands; configured by the same files and environment variables.</summary>
internal sealed class Offline : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly IConfiguration configuration;

    private Offline()
    {
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production;
        configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{environment}.json", optional: true)
            .AddEnvironmentVariables()
            .Build();
        var collection = new ServiceCollection();
        collection.AddRegister(configuration);
        services = collection.BuildServiceProvider();
    }

    public Store Store => services.GetRequiredService<Store>();

    public Rulebook Rules => Rulebook.From(configuration);

    public TimeProvider Clock => services.GetRequiredService<TimeProvider>();

    /// <summary>Runs a command; what stops it is said in one line, with exit code 1.</summary>
    public static Task<int> Run(Func<Offline, Task<int>> command) => Run(needsSchema: true, command);

    public static async Task<int> Run(bool needsSchema, Func<Offline, Task<int>> command)
    {
        try
        {
            await using var offline = new Offline();
            if (needsSchema && !await offline.Store.IsCurrent()) return await Serving.Refuse(FirstStart.NoRegister(offline.Store));
            return await command(offline);
        }
        catch (Exception exception) when (Serving.IsMisconfiguration(exception))
        {
            return await Serving.Refuse(Serving.Reason(exception));
        }
    }

    public Task Change(Func<Transaction, Task> change) => Store.Change(change, CancellationToken.None);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
