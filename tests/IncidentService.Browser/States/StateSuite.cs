using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;

namespace IncidentService.Browser.States;

/// <summary>
/// The states that a view can be in, one after the other in the same window: each is checked on a phone and on a screen, in light and dark.
/// In Spanish, whose words are longer; the tests of the forms and most stories read English.
/// </summary>
public abstract class StateSuite(Chromium chromium, PageService service) : PageSuite(chromium, service)
{
    private protected static readonly Look Spanish = new(Language: "es-ES");

    private protected Task<ApiClient> Email() => Service.Client("email", "read", "write", "approve");

    /// <summary>Shows what a view does until these calls are answered, and when they fail with an answer that nobody understands.</summary>
    private protected static async Task<TaskCompletionSource<int?>> Hold(Window window, string calls)
    {
        var answer = new TaskCompletionSource<int?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await window.Hold(calls, answer.Task);
        return answer;
    }

    /// <summary>From now on these calls are answered by the service again.</summary>
    private protected static Task Release(Window window, string calls) => window.Page.UnrouteAsync(calls);

    private protected static ILocator Loading(Window window) => window.Page.Locator(".loading:visible").First;
}
