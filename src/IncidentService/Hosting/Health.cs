using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Storage;

namespace IncidentService.Hosting;

/// <summary>
/// Health checks for orchestrators: live while the process responds; ready when the register has the schema of this program, can be
/// read, and takes writes. Nearly every request writes: a lookup is recorded.
/// </summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live\n")).ExcludeFromDescription();
        app.MapGet("/health/ready", async (Store store, WriteHealth writes) => await FindFault(store, writes) is { } fault
            ? Problem.From(Problems.Unavailable, fault).AsResult()
            : Results.Text("ready\n")).ExcludeFromDescription();
    }

    private static async Task<string?> FindFault(Store store, WriteHealth writes)
    {
        if (!await store.IsCurrent()) return "The register's schema is not this program's: run migrate.";
        return await writes.AreTaken() ? null : "The register takes no writes: its disk may be full. The log has its reason.";
    }

    private static IResult AsResult(this Problem problem) => (HttpReply)problem;
}
