using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Resolution;

namespace IncidentService.Tests.Promises.Sla;

/// <summary>Random walks of messages, time and sweeps, beside a model that counts the minutes in which it is our turn.</summary>
public abstract class PauseWalkTests(Engine engine) : Suite(engine)
{
    private const int LimitMinutes = 600;
    private const string Policy = "Sla:Policies:0:";

    private static readonly Dictionary<string, string?> Policies = new()
    {
        [Policy + "Name"] = "patient", [Policy + "Zone"] = "UTC", [Policy + "PauseWhileWaitingOnCustomer"] = "true",
        [Policy + "Targets:final-response:Hours"] = "10",
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_target_is_overdue_exactly_when_its_unpaused_time_is_over(int seed)
    {
        await using var service = await Start(Policies);
        using var desk = await service.Client("email");
        var (random, number) = (new Random(seed), await desk.Open());
        var (ours, used, isOverdue) = (true, 0, false);

        for (var step = 0; step < 40; step++)
        {
            var direction = random.Next(3) switch { 0 => "in", 1 => "out", _ => "internal" };
            var automatic = random.Next(4) == 0 && direction != "internal";
            await desk.Write(number, direction, automatic);
            if (!automatic && direction != "internal") ours = direction == "in";

            var minutes = random.Next(120);
            service.Clock.Advance(TimeSpan.FromMinutes(minutes));
            if (ours) used += minutes;
            await service.SweepNow();
            isOverdue |= used >= LimitMinutes;

            var promise = await desk.ReadPromise(number, 1);
            Assert.Equal(isOverdue ? "overdue" : "open", promise.At("state"));
            Assert.Equal(!ours && !isOverdue, promise.At("pausedAt") is not null);
            if (!ours || isOverdue) continue;
            Assert.Equal(service.In(TimeSpan.FromMinutes(LimitMinutes - used)), promise.At("dueAt"));
        }
        service.Register.ExpectWholeFeed();
    }
}
