using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;

namespace IncidentService.Hosting;

/// <summary>
/// Health checks for orchestrators: live while the process responds; ready when the register has the schema of this program or a newer
/// one, can be read, and accepts writes, and due items are processed. Nearly every request writes: a lookup is recorded.
/// </summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live\n")).ExcludeFromDescription();
        app.MapGet("/health/ready", async (Readiness readiness) => await readiness.FindFault() is { } fault
            ? Problem.From(Problems.Unavailable, fault).AsResult()
            : Results.Text("ready\n")).ExcludeFromDescription();
    }

    private static IResult AsResult(this Problem problem) => (HttpReply)problem;
}
