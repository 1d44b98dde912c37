using IncidentService.Tests.Infrastructure;

namespace IncidentService.Browser.Infrastructure;

/// <summary>One service for all tests of a class: each makes incidents of its own on it.</summary>
public sealed class PageService : IAsyncLifetime
{
    /// <summary>Where customers follow their problem, according to the settings.</summary>
    internal const string TrackingAddress = "https://help.example.com/status";

    /// <summary>Long enough for stories in which hours pass.</summary>
    internal static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    public RunningService Running { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is not null) Running = await Start(); // else its tests say so
    }

    /// <summary>Another service like it, for a test that needs a register of its own.</summary>
    public static Task<RunningService> Start() => RunningService.Start(new()
    {
        ["Sessions:IdleMinutes"] = $"{Idle.TotalMinutes}",
        ["Tracking:BaseUrl"] = TrackingAddress,
    });

    public async ValueTask DisposeAsync()
    {
        if (Running is not null) await Running.DisposeAsync();
    }
}
