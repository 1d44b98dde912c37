using IncidentService.Browser.Pages;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Browser.Infrastructure;

/// <summary>Windows on the service of the class. Each closes with the test, which fails if one saw an error.</summary>
public abstract class PageSuite(Chromium chromium, PageService service) : IClassFixture<PageService>, IAsyncLifetime
{
    private static readonly string[] Scopes = ["read", "write", "approve", "redeem", "report"];
    private readonly List<Window> windows = [];
    private RunningService? own;

    private protected RunningService Service => own ?? service.Running;

    public ValueTask InitializeAsync()
    {
        Chromium.SkipIfMissing();
        return ValueTask.CompletedTask;
    }

    /// <summary>A separate service for a test that counts everything in the register.</summary>
    private protected async Task UseOwnService() => own = await PageService.Start();

    /// <summary>A window of somebody else: it shares nothing with the others.</summary>
    private protected async Task<Window> Open(Look? look = null)
    {
        windows.Add(await chromium.Open(Service.Address, look ?? new Look()));
        await windows[^1].Follow(Service.Clock);
        return windows[^1];
    }

    /// <summary>The desk in a window of its own, with somebody of this channel signed in.</summary>
    private protected async Task<DeskPage> SignIn(string channel, string agent = "Ana Ruiz", Look? look = null, string at = "/desk") =>
        await DeskPage.SignIn(await Open(look), agent, await Service.Key(channel, Scopes), at);

    /// <summary>Advances the clock of the service and of all windows.</summary>
    private protected async Task Pass(TimeSpan time)
    {
        Service.Clock.Advance(time);
        foreach (var window in windows) await window.Follow(Service.Clock);
        await Service.SweepNow();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows) await window.DisposeAsync();
        if (own is not null) await own.DisposeAsync();
        windows.ForEach(window => window.ExpectNoErrors());
        GC.SuppressFinalize(this);
    }
}
