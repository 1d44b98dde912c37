using System.Data.Common;
using System.Net.Sockets;
using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Hosting;
using IncidentService.Hosting.Connections;
using IncidentService.Storage;
using IncidentService.Storage.Dialects;

namespace IncidentService.CommandLine.Serving;

/// <summary>
/// Starts the service. In Development it also creates the register, with one key per channel; in Production it creates nothing.
/// </summary>
internal static class ServeCommand
{
    public static async Task<int> Run(string[] args, CancellationToken cancellation)
    {
        if (OpenFiles.FindFault() is { } fault) return await Refuse(fault);
        try
        {
            await using var app = ServiceHost.Create(args);
            return await Run(app, cancellation);
        }
        catch (Exception exception) when (IsMisconfiguration(exception))
        {
            return await Refuse($"The service cannot start: {Reason(exception)}");
        }
    }

    private static async Task<int> Run(WebApplication app, CancellationToken cancellation)
    {
        var first = new FirstStart(
            app.Services.GetRequiredService<Store>(),
            app.Services.GetRequiredService<ServiceSettings>(),
            app.Services.GetRequiredService<TimeProvider>());
        if (await MapWhileLooking(app, first) is { } fault) return await Refuse(fault);
        if (app.Environment.IsDevelopment()) await first.Prepare();
        first.Advise();
        _ = app.Services.GetRequiredService<Readiness>().FindFault(); // the first probe finds the register open and written to
        await Start(app, cancellation);
        first.Greet(app.Urls);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    /// <summary>Looks at the register while the addresses are mapped. Returns what somebody has to mend first, or null.</summary>
    private static async Task<string?> MapWhileLooking(WebApplication app, FirstStart first)
    {
        var looking = Task.Run(() => first.FindFault(createsRegister: app.Environment.IsDevelopment()), CancellationToken.None);
        try
        {
            ServiceHost.MapAddresses(app);
        }
        catch
        {
            await looking.ContinueWith(_ => { }, TaskScheduler.Default); // it uses the services that are disposed next
            throw;
        }
        return await looking;
    }

    /// <summary>
    /// Background work begins before the address is bound. If binding fails, that work is stopped before the services it uses are disposed:
    /// the reason is all that is printed.
    /// </summary>
    private static async Task Start(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Whether a setting, the machine or an interruption caused the exception, so that its message is enough.</summary>
    public static bool IsMisconfiguration(Exception exception) => exception
        is OperationCanceledException or StoreUnavailableException or DbException or IOException or SocketException
        or FormatException or ArgumentException or InvalidOperationException or InvalidDataException or UnauthorizedAccessException;

    /// <summary>The message of the exception. For an invalid settings file, the inner exception adds the line.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        InvalidDataException => $"{exception.Message} {exception.GetBaseException().Message}",
        _ => SqliteFile.Explain(exception) ?? exception.Message,
    };

    /// <summary>Prints in one line why a command failed, and returns its exit code.</summary>
    public static async Task<int> Refuse(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 1;
    }
}
