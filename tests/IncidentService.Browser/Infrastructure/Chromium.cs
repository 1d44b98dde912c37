using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(IncidentService.Browser.Infrastructure.Chromium))]

namespace IncidentService.Browser.Infrastructure;

/// <summary>
/// Debian's Chromium, started once for all tests. CHROMIUM names another one. Playwright's package brings the program that drives it, and
/// downloads nothing.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>No sandbox: root has none, and the only pages are ours. The rest keeps it from calling its maker.</summary>
    public static readonly IReadOnlyList<string> Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    private static readonly string[] Usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where it is; null if it is missing.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("CHROMIUM") ?? Array.Find(Usual, File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Path is null) return; // its tests say so
        Assertions.SetDefaultExpectTimeout((float)Window.Patience.TotalMilliseconds);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Arguments });
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
