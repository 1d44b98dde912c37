using IncidentService.Browser.Pages;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Browser.Infrastructure;

/// <summary>A service with a register of its own, and windows on it. Each closes with the test, which fails if one saw an error.</summary>
public abstract class PageSuite(Chromium chromium) : IAsyncLifetime
{
    /// <summary>Long enough for stories in which hours pass.</summary>
    private protected static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    private static readonly string[] Scopes = ["read", "write", "approve", "redeem", "report"];
    private readonly List<Window> windows = [];

    private protected RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Chromium.SkipIfMissing();
        Service = await RunningService.Start(new() { ["Sessions:IdleMinutes"] = $"{Idle.TotalMinutes}" });
    }

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

    /// <summary>Time passes, for the service and for everybody who sits at a window.</summary>
    private protected async Task Pass(TimeSpan time)
    {
        Service.Clock.Advance(time);
        foreach (var window in windows) await window.Follow(Service.Clock);
        await Service.SweepNow();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows) await window.DisposeAsync();
        if (Service is not null) await Service.DisposeAsync();
        windows.ForEach(window => window.ExpectNoErrors());
        GC.SuppressFinalize(this);
    }
}
