using System.Net;
using IncidentService.Background;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentService.Tests.Faults;

/// <summary>Due items are processed in the background. Readiness reports when that hangs.</summary>
public sealed class SweepHealthTests
{
    [Fact]
    public async Task The_service_is_not_ready_while_due_items_are_not_processed()
    {
        var hanging = new HangingSweep();
        await using var service = await RunningService.Start(services: services => services.AddSingleton(provider => new Sweeper(
            provider.GetRequiredService<Store>(), provider.GetRequiredService<ServiceSettings>(), [hanging],
            provider.GetRequiredService<TimeProvider>(), NullLogger<Sweeper>.Instance) { LongestRound = TimeSpan.Zero }));
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
