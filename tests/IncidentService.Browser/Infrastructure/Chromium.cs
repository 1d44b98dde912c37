using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(IncidentService.Browser.Infrastructure.Chromium))]
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]

namespace IncidentService.Browser.Infrastructure;

/// <summary>
/// Debian's Chromium, started once for all tests: the package without windows where it is installed, since it runs none of the browser's
/// own pages beside each page. CHROMIUM names another one. Playwright's package brings the program that drives it, and downloads nothing.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>
    /// No sandbox: root has none, and the only pages are ours. Containers have a small /dev/shm, which a page that runs out of it does not
    /// survive. The rest keeps the browser from calling its maker.
    /// </summary>
    public static readonly IReadOnlyList<string> Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    private static readonly string[] Usual = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser"];
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where it is; null if it is missing.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("CHROMIUM") ?? Array.Find(Usual, File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Path is null) return; // its tests say so
        Assertions.SetDefaultExpectTimeout((float)Window.Patience.TotalMilliseconds);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Path, Args = Arguments, Timeout = (float)Window.Patience.TotalMilliseconds });
    }

    /// <summary>A new window with cookies and storage of its own.</summary>
    internal async Task<Window> Open(Uri address, Look look)
    {
        SkipIfMissing();
        return await Window.Open(browser!, address, look);
    }

    public static void SkipIfMissing()
    {
        if (Path is null) Assert.Skip("Chromium is missing. Install Debian's package chromium, or name one in the variable CHROMIUM.");
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
