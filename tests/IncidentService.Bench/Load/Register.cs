namespace IncidentService.Bench.Load;

/// <summary>The incidents that are asked for: opened through the API, and turned into what wrk sends.</summary>
internal sealed class Register(ServiceUnderTest service, TemporaryFolder folder, IReadOnlyList<string> numbers)
{
    private const int Recent = 200, Looked = 1_000;

    public static async Task<Register> OpenAsync(
        ServiceUnderTest service, TemporaryFolder folder, LoadOptions options, CancellationToken cancellation)
    {
        var numbers = new string[options.Register];
        await Parallel.ForAsync(0, numbers.Length, Parallelism(options, cancellation), async (n, stop) =>
            // wrk's own begin with the round, from 1.
            numbers[n] = await service.OpenAsync($"00{n:D7}", stop));
        return new(service, folder, numbers);
    }

    public async Task<Traffic> TrafficAsync(Measure measure, LoadOptions options, CancellationToken cancellation)
    {
        var file = await folder.WriteAsync($"{measure.Name}.txt", await LinesAsync(measure, options, cancellation), cancellation);
        return measure.Name switch
        {
            Measure.Open => Traffic.UniqueBody(service.Address, ServiceUnderTest.OpenPath, file, service.Key),
            Measure.GetRecent or Measure.GetUniform => Traffic.AnyPath(service.Address, file, service.Key),
            _ => Traffic.AnyBody(service.Address, ServiceUnderTest.LookupPath, file, service.Key),
        };
    }

    private async Task<IEnumerable<string>> LinesAsync(Measure measure, LoadOptions options, CancellationToken cancellation)
    {
        await service.RequireFoundAsync(numbers[0], cancellation);
        return measure.Name switch
        {
            Measure.Open => [ServiceUnderTest.OpenBody],
            Measure.GetRecent => numbers.TakeLast(Recent).Select(ServiceUnderTest.GetPath),
            Measure.GetUniform => numbers.Select(ServiceUnderTest.GetPath),
            Measure.LookupExact => await BodiesAsync(Spread(), "exact", options, cancellation),
            Measure.LookupMended => await BodiesAsync(Spread().Select(Slip), "repaired", options, cancellation),
            _ => throw new InvalidOperationException(measure.Name),
        };
    }

    private IEnumerable<string> Spread()
    {
        var step = Math.Max(1, numbers.Count / Looked);
        return numbers.Where((_, n) => n % step == 0).Take(Looked);
    }

    /// <summary>One digit wrong, a different place each time; the first digit never becomes 0.</summary>
    private static string Slip(string number, int n)
    {
        var at = n % number.Length;
        var wrong = at == 0 ? (number[at] - '0') % 9 + 1 : (number[at] - '0' + 1) % 10;
        return $"{number[..at]}{wrong}{number[(at + 1)..]}";
    }

    /// <summary>Only what the service really answers as meant is measured: a slip may also be a swap's, and stay ambiguous.</summary>
    private async Task<IEnumerable<string>> BodiesAsync(
        IEnumerable<string> quoted, string outcome, LoadOptions options, CancellationToken cancellation)
    {
        var asked = quoted.ToArray();
        var meant = new bool[asked.Length];
        await Parallel.ForAsync(0, asked.Length, Parallelism(options, cancellation), async (n, stop) =>
            meant[n] = await service.OutcomeOfLookupAsync(asked[n], stop) == outcome);
        var kept = asked.Where((_, n) => meant[n]).ToArray();
        return kept.Length * 10 >= asked.Length * 9
            ? kept.Select(ServiceUnderTest.LookupBody)
            : throw new LoadException($"Only {kept.Length} of {asked.Length} lookups had the outcome '{outcome}'");
    }

    private static ParallelOptions Parallelism(LoadOptions options, CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = options.Connections, CancellationToken = cancellation };
}
