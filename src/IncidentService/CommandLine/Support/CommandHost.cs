using IncidentService.Audit;
using IncidentService.Changes;
using IncidentService.CommandLine.Serving;
using IncidentService.Common;
using IncidentService.Storage;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Sql;

namespace IncidentService.CommandLine.Support;

/// <summary>
/// Gives commands access to the register without the web server. It uses the same configuration files and environment variables.
/// </summary>
internal sealed class CommandHost : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly IConfiguration configuration;

    private CommandHost()
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

    /// <summary>The file of a register on SQLite; null on a server.</summary>
    public SqliteFile? File => services.GetRequiredService<Database>() as SqliteFile;

    public ServiceSettings Rules => ServiceSettings.From(configuration);

    public AuditSettings Audit => AuditSettings.From(configuration);

    public TimeProvider Clock => services.GetRequiredService<TimeProvider>();

    /// <summary>Runs a command. An expected error is printed in one line, with exit code 1.</summary>
    public static Task<int> Run(Func<CommandHost, Task<int>> command) => Run(needsSchema: true, command);

    public static async Task<int> Run(bool needsSchema, Func<CommandHost, Task<int>> command)
    {
        await Task.Yield(); // System.CommandLine listens for signals as soon as a command waits for the first time
        try
        {
            await using var offline = new CommandHost();
            if (needsSchema && await FirstStart.FindSchemaFault(offline.Store) is { } fault) return await ServeCommand.Refuse(fault);
            return await command(offline);
        }
        catch (Exception exception) when (ServeCommand.IsMisconfiguration(exception))
        {
            return await ServeCommand.Refuse(ServeCommand.Reason(exception));
        }
    }

    public Task Change(Func<Transaction, Task> change) => Store.Change(change, CancellationToken.None);

    /// <summary>Records a command that needs more than one transaction in the audit trail.</summary>
    public Task Record(string command) => Change(transaction =>
    {
        transaction.AddAudit([Describe(command, transaction.Now)]);
        return Task.CompletedTask;
    });

    /// <summary>The audit entry of a command that changes something, with the operating system user.</summary>
    public static AuditEntry Describe(string command, Instant now, string? item = null) => new()
    {
        OccurredAt = now, Kind = AuditKinds.Change, Operation = command, Agent = Environment.UserName, Item = item,
    };

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
