using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace IncidentService.Browser.Infrastructure;

/// <summary>
/// A window of the browser, which notes each error that the page logs or throws; breaking its Content-Security-Policy logs one.
/// </summary>
internal sealed class Window : IAsyncDisposable
{
    /// <summary>Not a wait: on a machine with much else to do, a page takes its time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> errors = new();

    private Window(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !IsAnswerOfTheApi(message)) errors.Enqueue($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => errors.Enqueue(error);
    }

    public IPage Page { get; }

    public Hands Hands => new(Page);

    public IBrowserContext Context => context;

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
            ViewportSize = new() { Width = look.Width, Height = look.Width < 600 ? 740 : 900 },
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        return new Window(context, await context.NewPageAsync());
    }

    /// <summary>No rule of axe is broken in the page as it is now, however small.</summary>
    public async Task ExpectAccessible()
    {
        var result = await Page.RunAxe();
        Assert.NotEmpty(result.Passes);
        Assert.True(
            result.Violations.Length == 0,
            string.Join('\n', result.Violations.SelectMany(violation => violation.Nodes.Select(
                node => $"{violation.Id} ({violation.Impact}): {node.Target} {node.Html}\n"
                    + $"    {string.Join("; ", node.Any.Select(check => check.Message))}"))));
    }

    /// <summary>Nothing of the page lies beyond the right edge of the window.</summary>
    public async Task ExpectNoSidewaysScrolling() =>
        Assert.True(
            await Page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"),
            "The page is wider than the window");

    /// <summary>Sets the browser's clock to the service's. It stands still, as that does; timers go on.</summary>
    public Task Follow(TimeProvider clock) => context.Clock.SetFixedTimeAsync(clock.GetUtcNow().UtcDateTime);

    /// <summary>Cuts the line, or mends it.</summary>
    public Task SetOffline(bool offline) => context.SetOfflineAsync(offline);

    public void ExpectNoErrors() => Assert.Empty(errors);

    public async ValueTask DisposeAsync() => await context.CloseAsync();

    /// <summary>The browser logs each answer that is a problem. Whether one is right is what the tests check.</summary>
    private static bool IsAnswerOfTheApi(IConsoleMessage message) =>
        message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
        && message.Location.Contains("/v1/", StringComparison.Ordinal);
}
