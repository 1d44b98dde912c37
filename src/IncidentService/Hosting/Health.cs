using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Storage;

namespace IncidentService.Hosting;

/// <summary>
/// Health checks for orchestrators: live while the process responds; ready when the register is readable and has the schema of this
/// program.
/// </summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live\n")).ExcludeFromDescription();
        app.MapGet("/health/ready", async (Store store) => await store.IsCurrent()
            ? Results.Text("ready\n")
            : Problem.From(Problems.Unavailable, "The register's schema is not this program's: run migrate.").AsResult())
            .ExcludeFromDescription();
    }

    private static IResult AsResult(this Problem problem) => (HttpReply)problem;
}
