using System.Data;
using System.Net;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace IncidentService.Tests.Storage;

/// <summary>A change that always conflicts is abandoned after a number of attempts, and its caller gets Retry-After.</summary>
public abstract class RetryLimitTests(Engine engine) : Suite(engine)
{
    private const int MostAttempts = 51;

    [Fact]
    public async Task A_change_that_always_conflicts_answers_503_with_Retry_After()
    {
        LosingRunner? runner = null;
        await using var service = await Start(services: collection =>
        {
            collection.RemoveAll<IHostedService>(); // whose changes would be counted too
            var own = collection.Last(registered => registered.ServiceType == typeof(IChangeRunner)).ImplementationType!;
            collection.AddSingleton<IChangeRunner>(provider =>
                runner = new LosingRunner((IChangeRunner)ActivatorUtilities.CreateInstance(provider, own)));
        });
        using var desk = await service.Client("email");
        runner!.Loses = true;

        var answer = await desk.Post("/v1/incidents", new { subject = "Price match for a drill" });

        answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        Assert.NotEmpty(answer.Headers.GetValues("Retry-After"));
        Assert.InRange(runner.Attempts, 2, MostAttempts);
        Assert.Equal(0, service.Register.Count("incidents"));
    }

    private sealed class LosingRunner(IChangeRunner own) : IChangeRunner, IAsyncDisposable
    {
        public bool Loses { get; set; }

        public int Attempts { get; private set; }

        public int BatchSize => own.BatchSize;

        public Task<Outcome<T>> Run<T>(Change<T> change, CancellationToken cancellation, IsolationLevel isolation) => own.Run<T>(
            async transaction =>
            {
                if (!Loses) return await change(transaction);
                Attempts++;
                throw new ConcurrencyConflictException();
            },
            cancellation,
            isolation);

        public async ValueTask DisposeAsync()
        {
            if (own is IAsyncDisposable disposable) await disposable.DisposeAsync();
        }
    }
}
