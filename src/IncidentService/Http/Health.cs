using IncidentService.Common;
using IncidentService.Storage;

namespace IncidentService.Http;

/// <summary>For whoever starts and stops the service: live as long as it answers, ready when the register can be read and has the schema of this program.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live\n")).ExcludeFromDescription();
        app.MapGet("/health/ready", async (Store store) => await store.IsCurrent()
            ? Results.Text("ready\n")
            : Problem.From(Problems.Unavailable, "The register's schema is not this program's: run migrate.").AsResult()).ExcludeFromDescription();
    }

    private static IResult AsResult(this Problem problem) => (HttpReply)problem;
}
