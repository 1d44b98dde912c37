using System.Collections.Concurrent;
using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using IncidentService.Storage.Verifying;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Contract.Fuzzing;

/// <summary>Sends generated requests to a service, and collects the answers that a contract does not allow.</summary>
internal sealed class FuzzRun(ContractModel contract, Manner[] manners, ulong seed)
{
    private const int Batch = 500;
    private const int AtOnce = 8;
    private const int MostFaults = 10;
    private const int Size = 50;

    /// <summary>Operations on what only an earlier answer names: generated requests rarely succeed there.</summary>
    private static readonly string[] NeedsAnEarlierAnswer =
    [
        "openCustomerView", "openCustomerLink", "getReference", "withdrawHandoff", "getTrackingLink", "revokeTrackingLink", "replayEvents",
    ];

    private readonly ContractCheck check = new(contract);
    private readonly ConcurrentQueue<string> faults = new();
    private readonly ConcurrentDictionary<string, bool> succeeded = new();
    private readonly ConcurrentDictionary<int, int> statuses = new();
    private long generating;

    /// <summary>Each batch is made from its own seed, and sent in its order, while others are made and sent.</summary>
    public async Task<string> Send(int requests)
    {
        var time = Stopwatch.StartNew();
        await using var service = await Start();
        using var client = await service.Client("web", "read", "write", "approve", "redeem", "report", "admin");
        using var desk = await service.Client("email", "read", "write", "approve");
        var batches = new ConcurrentQueue<int>(Enumerable.Range(0, (requests + Batch - 1) / Batch));
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            var generator = new RequestGenerator(contract);
            while (faults.Count < MostFaults && batches.TryDequeue(out var batch))
            {
                generator.Known = await KnownIds.Add(client, desk);
                await SendBatch(client, generator, seed + (ulong)batch, Math.Min(Batch, requests - batch * Batch));
                service.Clock.Advance(TimeSpan.FromMinutes(1));
            }
        })));

        Assert.True(faults.IsEmpty, $"Seed {seed}: {string.Join('\n', faults)}");
        Assert.All(
            await new RegisterVerification(service.Store, (_, _, _) => { }).Run(),
            rule => Assert.True(rule.Holds, $"Seed {seed}: {rule.Name}: {string.Join(", ", rule.Examples)}"));
        return $"{requests} requests in {time.Elapsed.TotalSeconds:0} s ({generating / 1000.0:0} s of threads for making them): {Counts}";
    }

    /// <summary>The operations of which no request has succeeded: their answers were not seen.</summary>
    public IEnumerable<string> Missed => contract.Operations.Where(operation => !operation.IsForSessions).Select(operation => operation.Id)
        .Except(NeedsAnEarlierAnswer).Except(succeeded.Keys);

    private string Counts =>
        string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Value} × {status.Key}"));

    private static Task<RunningService> Start() => RunningService.Start(
        new()
        {
            ["References:Systems:order:Shared"] = "true",
            ["Webhooks:AllowedNetworks:0"] = "127.0.0.1/32",
            ["Sla:Policies:0:Name"] = KnownIds.Policy,
            ["Sla:Policies:0:Zone"] = "Europe/Berlin",
            ["Sla:Policies:0:Targets:first-response:Hours"] = "8",
        },
        engine: Engine.Sqlite);

    private async Task SendBatch(ApiClient client, RequestGenerator generator, ulong batchSeed, int count)
    {
        var started = Stopwatch.StartNew();
        var batch = generator.From(manners).Sample(count, new Rnd(batchSeed), Size).ToList();
        Interlocked.Add(ref generating, started.ElapsedMilliseconds);
        foreach (var request in batch)
        {
            var method = new HttpMethod(request.Operation.Method);
            var answer = await client.Send(method, request.Address, request.Body, [.. request.Headers]);
            if (check.FindFault(request.Operation, answer) is { } fault)
                faults.Enqueue($"{fault} {request}: {(int)answer.Status} {answer.Text}");
            statuses.AddOrUpdate((int)answer.Status, 1, (_, sum) => sum + 1);
            if ((int)answer.Status < 400) succeeded[request.Operation.Id] = true;
        }
    }
}
