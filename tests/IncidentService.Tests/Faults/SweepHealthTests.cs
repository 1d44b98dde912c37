using System.Net;
using IncidentService.Background;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Background;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentService.Tests.Faults;

/// <summary>Due items are processed in the background. Readiness reports when that hangs or fails.</summary>
public sealed class SweepHealthTests
{
    [Fact]
    public async Task The_service_is_not_ready_while_due_items_are_not_processed()
    {
        var hanging = new HangingSweep();
        await using var service = await Start(hanging, longestRound: TimeSpan.Zero, longestFailure: TimeSpan.MaxValue);
        using var desk = await service.Client("email");
        Assert.Equal(HttpStatusCode.OK, (await desk.Get("/health/ready")).Status);

        var round = service.SweepNow();
        await hanging.Entered.Task;

        var problem = (await desk.Get("/health/ready")).ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        Assert.Contains("due", problem["detail"]!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await desk.Get("/health/live")).Status);
        hanging.Leave.SetResult();
        await round;
        Assert.Equal(HttpStatusCode.OK, (await desk.Get("/health/ready")).Status);
    }

    [Fact]
    public async Task The_service_is_not_ready_while_one_sweep_fails_each_time()
    {
        var failing = new ListedSweep(0) { CannotRead = true };
        await using var service = await Start(failing, longestRound: TimeSpan.MaxValue, longestFailure: TimeSpan.Zero);
        using var desk = await service.Client("email");
        Assert.Equal(HttpStatusCode.OK, (await desk.Get("/health/ready")).Status);

        await service.SweepNow();

        (await desk.Get("/health/ready")).ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        failing.CannotRead = false;
        await service.SweepNow();
        Assert.Equal(HttpStatusCode.OK, (await desk.Get("/health/ready")).Status);
    }

    private static Task<RunningService> Start(ISweep sweep, TimeSpan longestRound, TimeSpan longestFailure) =>
        RunningService.Start(services: services => services.AddSingleton(provider => new Sweeper(
            provider.GetRequiredService<Store>(), provider.GetRequiredService<ServiceSettings>(), [sweep],
            provider.GetRequiredService<TimeProvider>(), NullLogger<Sweeper>.Instance)
        {
            LongestRound = longestRound, LongestFailure = longestFailure,
        }));

    private sealed class HangingSweep : ISweep
    {
        public TaskCompletionSource Entered { get; } = new();

        public TaskCompletionSource Leave { get; } = new();

        public async Task<IReadOnlyList<DueItem>> ListDue(Instant now, int most)
        {
            Entered.TrySetResult();
            await Leave.Task;
            return [];
        }

        public Task Process(ChangeContext change, DueItem item) => Task.CompletedTask;
    }
}
