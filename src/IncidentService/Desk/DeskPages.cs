using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Keys.Tokens;

namespace IncidentService.Desk;

/// <summary>
/// The agent's desk (/desk) and the customer's page (/track, and /t/{number} from a printed code): HTML and ES modules, served as they
/// stand. The pages call the API like any other client.
/// </summary>
internal static class DeskPages
{
    private const string Desk = "desk.html";
    private const string Track = "track.html";
    private const string Forever = "public, max-age=31536000, immutable";

    public static void MapDeskPages(this WebApplication app)
    {
        var folder = PageFolder.Open(
            Path.Combine(AppContext.BaseDirectory, "Desk", "Pages"),
            new PageSettings(
                app.Services.GetRequiredService<ServiceSettings>().TrackingBaseUrl, app.Services.GetService<TokenSettings>()?.Desk?.Name),
            isFixed: !app.Environment.IsDevelopment());
        app.MapGet("/", () => Results.Redirect("/desk")).ExcludeFromDescription();
        app.MapGet("/desk/{**view}", (HttpContext http) => SendPage(http, folder(), Desk)).ExcludeFromDescription();
        app.MapGet("/track", (HttpContext http) => SendPage(http, folder(), Track)).ExcludeFromDescription();
        app.MapGet("/t/{number}", (HttpContext http) => SendPage(http, folder(), Track)).ExcludeFromDescription();
        app.MapGet("/assets/{**path}", (HttpContext http, string? path) => SendFile(http, folder(), path ?? "")).ExcludeFromDescription();
    }

    private static IResult SendPage(HttpContext http, PageFolder folder, string page) =>
        folder.FindPage(page)?.Send(http) ?? NotFound();

    /// <summary>
    /// A file under its plain address is revalidated each time; under a versioned address it can be cached without expiry. An outdated
    /// version returns the current file, so that a page that was open during an update can continue loading.
    /// </summary>
    private static IResult SendFile(HttpContext http, PageFolder folder, string path)
    {
        var isVersioned = path.StartsWith('~') && path.Contains('/');
        var file = folder.Find(isVersioned ? path[(path.IndexOf('/') + 1)..] : path);
        var isCurrent = isVersioned && path.StartsWith(folder.Version + "/", StringComparison.Ordinal);
        return file?.Send(http, isCurrent ? Forever : "no-cache") ?? NotFound();
    }

    private static IResult NotFound() => (HttpReply)Problem.From(Problems.NotFound);
}
