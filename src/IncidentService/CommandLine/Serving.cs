using System.Data.Common;
using IncidentService.Hosting;
using IncidentService.Storage;

namespace IncidentService.CommandLine;

/// <summary>Starts the service. In Development it also makes the register, with a key per channel; in Production nothing is made by itself.</summary>
internal static class Serving
{
    public static async Task<int> Run(string[] args, CancellationToken cancellation)
    {
        await using var app = ServiceHost.Build(args);
        var store = app.Services.GetRequiredService<Store>();
        var first = new FirstStart(store, app.Services.GetRequiredService<TimeProvider>());
        try
        {
            if (app.Environment.IsDevelopment()) await first.Prepare();
            else if (!await first.IsPrepared()) return 1;
            await app.StartAsync(cancellation);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or DbException or IOException)
        {
            await Console.Error.WriteLineAsync($"The service cannot start: {exception.Message}");
            return 1;
        }
        first.Greet(app.Urls);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
