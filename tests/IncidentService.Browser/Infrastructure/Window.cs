using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace IncidentService.Browser.Infrastructure;

/// <summary>
/// A window of the browser, which notes each error that the page logs or throws; breaking its Content-Security-Policy logs one.
/// </summary>
internal sealed class Window : IAsyncDisposable
{
    /// <summary>Not a wait: on a machine with much else to do, a page takes its time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>If the page is wider than the window: the elements that reach beyond its edge.</summary>
    private const string TooWide =
        """
        () => {
          const { scrollWidth, clientWidth } = document.scrollingElement;
          if (scrollWidth <= clientWidth) return [];
          const wide = [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
          return [`${scrollWidth} > ${clientWidth}`, ...wide.map((element) => element.outerHTML.slice(0, 160))];
        }
        """;

    private readonly ConcurrentQueue<string> errors = new();

    private Window(IBrowserContext context, IPage page, Look look)
    {
        (Context, Page, Look, Keyboard) = (context, page, look, new KeyboardUser(page));
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !IsAnswerOfTheApi(message)) errors.Enqueue($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => errors.Enqueue(error);
        page.Crash += (_, _) => errors.Enqueue("The page crashed");
    }

    public IPage Page { get; }

    public Look Look { get; }

    public Texts Texts => Look.Texts;

    public KeyboardUser Keyboard { get; }

    public IBrowserContext Context { get; }

    public static async Task<Window> Open(IBrowser browser, Uri address, Look look)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ColorScheme = look.Colours,
            IgnoreHTTPSErrors = true,
            Locale = look.Language,
            TimezoneId = "Europe/London",
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = look.Width, Height = HeightOf(look.Width) },
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        return new Window(context, await context.NewPageAsync(), look);
    }

    /// <summary>Expects no violation of any axe rule in the current page, and nothing wider than the window.</summary>
    public async Task ExpectAccessible()
    {
        ExpectNone(await Axe.FindViolations(Page), "");
        await ExpectNothingTooWide();
    }

    /// <summary>Nothing of the page is wider than the window.</summary>
    public async Task ExpectNothingTooWide() => ExpectNone(await Page.EvaluateAsync<string[]>(TooWide), "Wider than the window");

    /// <summary>A part of a large page breaks none of these rules of axe.</summary>
    public async Task ExpectAccessible(string selector, params string[] rules) =>
        ExpectNone(await Axe.FindViolations(Page, selector, rules), selector);

    /// <summary>
    /// The same state on a phone and on a screen, in both colour schemes, and the window as it was afterwards. Only the contrast is asked
    /// for in both schemes: no other rule sees them. Where only a part of the page has changed, a CSS selector names it.
    /// </summary>
    public async Task ExpectAccessibleInEveryLook(string state, string? part = null)
    {
        foreach (var width in new[] { Look.Phone, Look.Screen })
        {
            await Page.SetViewportSizeAsync(width, HeightOf(width));
            foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await Page.EmulateMediaAsync(new() { ColorScheme = colours });
                var found = colours == ColorScheme.Light ? await Axe.FindViolations(Page, part) : await Axe.FindFaintText(Page, part);
                ExpectNone(found, $"{state}: {width} px, {colours}");
            }
            ExpectNone(await Page.EvaluateAsync<string[]>(TooWide), $"{state}: wider than {width} px");
        }
        await Page.SetViewportSizeAsync(Look.Width, HeightOf(Look.Width));
        await Page.EmulateMediaAsync(new() { ColorScheme = Look.Colours });
    }

    /// <summary>Sets the browser's clock to the service's stopped clock; timers keep running.</summary>
    public Task Follow(TimeProvider clock) => Context.Clock.SetFixedTimeAsync(clock.GetUtcNow().UtcDateTime);

    /// <summary>Cuts the line, or mends it.</summary>
    public Task SetOffline(bool offline) => Context.SetOfflineAsync(offline);

    /// <summary>Holds back the answers of the service to these calls until `answer` is known: a status, or null for the real one.</summary>
    public Task Hold(string calls, Task<int?> answer) => Page.RouteAsync(calls, async route =>
    {
        if (await answer is not { } status) await route.ContinueAsync();
        else await route.FulfillAsync(new() { Status = status, ContentType = "text/html", Body = "<h1>No</h1>" });
    });

    public void ExpectNoErrors() => Assert.Empty(errors);

    /// <summary>For a test that makes the browser log an error.</summary>
    public void ForgetErrors() => errors.Clear();

    public async ValueTask DisposeAsync()
    {
        await Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        await Context.CloseAsync();
    }

    private static int HeightOf(int width) => width < 600 ? 740 : 900;

    private static void ExpectNone(string[] found, string where) => Assert.True(found.Length == 0, $"{where}\n{string.Join('\n', found)}");

    /// <summary>The browser logs each answer that is a problem, and a line that a test has cut.</summary>
    private static bool IsAnswerOfTheApi(IConsoleMessage message) =>
        message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
        && (message.Location.Contains("/v1/", StringComparison.Ordinal) || message.Text.Contains("ERR_INTERNET_DISCONNECTED"));
}
