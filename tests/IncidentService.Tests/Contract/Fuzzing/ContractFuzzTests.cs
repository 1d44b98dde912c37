using System.Globalization;

namespace IncidentService.Tests.Contract.Fuzzing;

/// <summary>
/// Generated requests to every operation of the contract: from the same seed at every run, or from another as many as
/// INCIDENTS_FUZZ_REQUESTS says (see tests/faults).
/// </summary>
public sealed class ContractFuzzTests(ITestOutputHelper output)
{
    private const int Usual = 8_000; // within a minute, as measured; tests/faults sends a million
    private const int OnOneRegister = 10_000; // what answers with all there is, such as the list of keys, becomes slow otherwise
    private const int UsualOfReleased = 3_000;
    private const ulong UsualSeed = 20261129;

    /// <summary>As many requests as there are take turns on registers of their own, each of which is verified.</summary>
    [Fact]
    public async Task Every_response_conforms_to_the_contract_and_the_register_stays_consistent()
    {
        var asked = Environment.GetEnvironmentVariable("INCIDENTS_FUZZ_REQUESTS");
        var seed = asked is null ? UsualSeed : (ulong)Random.Shared.NextInt64();
        var requests = asked is null ? Usual : int.Parse(asked, CultureInfo.InvariantCulture);
        var registers = Math.Max(1, requests / OnOneRegister);
        var missed = ContractModel.Kept.Operations.Select(operation => operation.Id).ToHashSet();
        for (var register = 0; register < registers; register++)
        {
            var run = new FuzzRun(
                ContractModel.Kept, [Manner.Valid, Manner.Boundary, Manner.Hostile], seed + (ulong)register * OnOneRegister);
            output.WriteLine(await run.Send(requests / registers));
            missed.IntersectWith(run.Missed);
        }

        Assert.True(missed.Count == 0, $"Seed {seed}: no request succeeded of {string.Join(", ", missed)}");
    }

    /// <summary>What an integrator built against the previous release goes on working: its requests, statuses and schemas.</summary>
    [Fact]
    public async Task Valid_requests_of_the_previous_release_get_responses_that_conform_to_its_contract()
    {
        var released = ContractModel.Load("tests/IncidentService.Tests/Contract/Released/openapi.yaml");

        var run = new FuzzRun(released, [Manner.Valid], UsualSeed);
        output.WriteLine(await run.Send(UsualOfReleased));

        Assert.Empty(run.Missed);
    }
}
