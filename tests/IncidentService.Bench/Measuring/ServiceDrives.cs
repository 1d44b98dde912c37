using IncidentService.Bench.Load;
using IncidentService.Bench.Registers;

namespace IncidentService.Bench.Measuring;

/// <summary>The requests of each measure for one service: made from its register, and tried before they are measured.</summary>
internal sealed class ServiceDrives(string name, ServiceUnderTest service, RegisterSample sample, TemporaryFolder folder)
{
    private const int Approvals = 2_000, AtOnce = 16;
    private readonly Dictionary<string, Traffic> _traffic = [];
    private IReadOnlyList<(string Number, string Tag)> _tags = [];

    public Traffic this[string measure] => _traffic[measure];

    public RegisterSample Sample => sample;

    public async Task<IReadOnlyList<Drive>> PrepareAsync(
        IEnumerable<Measure> measures, int connections, CancellationToken cancellation)
    {
        var drives = new List<Drive>();
        foreach (var measure in measures)
        {
            var traffic = _traffic[measure.Name] = await TrafficAsync(measure.Name, cancellation);
            drives.Add(new($"{name} {measure.Name}", async (seconds, stop) =>
            {
                if (measure.Name == Measure.NotModified) await TagAsync(stop);
                var sample = await Wrk.RunAsync(measure.Name, traffic, connections, seconds, stop);
                if (measure.Name == Measure.NotModified) await RequireNotModifiedAsync(stop);
                return sample;
            }));
        }
        return drives;
    }

    /// <summary>Also where the measure itself was not asked for.</summary>
    public async Task<Traffic> OpeningsAsync(CancellationToken cancellation) =>
        _traffic.TryGetValue(Measure.Open, out var known) ? known : await TrafficAsync(Measure.Open, cancellation);

    private async Task<Traffic> TrafficAsync(string measure, CancellationToken cancellation) => measure switch
    {
        Measure.Open => Traffic.UniqueBody(
            service.Address, ServiceUnderTest.OpenPath, await WriteAsync(measure, [ServiceUnderTest.OpenBody], cancellation), service.Key),
        Measure.GetRecent => await GetsAsync(measure, sample.Recent, cancellation),
        Measure.GetAny => await GetsAsync(measure, sample.Any, cancellation),
        Measure.NotModified => Traffic.AnyPath(service.Address, await TagAsync(cancellation), service.Key),
        Measure.LookupExact => await LookupsAsync(measure, sample.Spread().Select(ServiceUnderTest.Printed), "exact", cancellation),
        Measure.LookupMended => await LookupsAsync(
            measure, sample.Spread().Select(Slip).Select(ServiceUnderTest.Printed), "repaired", cancellation),
        Measure.LookupReference => await LookupsAsync(measure, sample.References, "reference", cancellation),
        Measure.LookupContact => await LookupsAsync(measure, sample.Emails, "contact", cancellation),
        Measure.Redemption => Traffic.UniquePath(
            service.Address, ServiceUnderTest.RedemptionBody,
            await WriteAsync(measure, await ApprovedAsync(cancellation), cancellation), service.TillKey),
        _ => throw new InvalidOperationException(measure),
    };

    private Task<string> WriteAsync(string measure, IEnumerable<string> lines, CancellationToken cancellation) =>
        folder.WriteAsync($"{name}-{measure}.txt", lines, cancellation);

    private async Task<Traffic> GetsAsync(string measure, IReadOnlyList<string> numbers, CancellationToken cancellation)
    {
        await service.EntityTagAsync(numbers[0], cancellation);
        var file = await WriteAsync(measure, numbers.Select(ServiceUnderTest.GetPath), cancellation);
        return Traffic.AnyPath(service.Address, file, service.Key);
    }

    /// <summary>Written anew before each drive: a promise of the register may have become overdue since.</summary>
    private async Task<string> TagAsync(CancellationToken cancellation)
    {
        var tags = new List<(string Number, string Tag)>();
        foreach (var number in sample.Recent) tags.Add((number, await service.EntityTagAsync(number, cancellation)));
        _tags = tags;
        return await WriteAsync(
            Measure.NotModified, tags.Select(one => $"{ServiceUnderTest.GetPath(one.Number)}\t{one.Tag}"), cancellation);
    }

    /// <summary>wrk counts a 200 as well as a 304, so it is asked again whether at most one in a hundred has changed meanwhile.</summary>
    private async Task RequireNotModifiedAsync(CancellationToken cancellation)
    {
        var changed = 0;
        foreach (var (number, tag) in _tags)
        {
            if (!await service.IsNotModifiedAsync(number, tag, cancellation)) changed++;
        }
        if (changed * 100 > _tags.Count) throw new LoadException($"{changed} of {_tags.Count} incidents changed while they were measured");
    }

    /// <summary>Each of them is redeemed many times, always under another transaction id.</summary>
    private async Task<IEnumerable<string>> ApprovedAsync(CancellationToken cancellation)
    {
        var paths = new string[Approvals];
        await Parallel.ForAsync(0, Approvals, Parallelism(cancellation), async (n, stop) =>
            paths[n] = ServiceUnderTest.RedemptionPath(await service.OpenApprovedAsync(stop), "TILL-<N>"));
        return paths;
    }

    /// <summary>One digit wrong, a different place each time; the first digit never becomes 0.</summary>
    private static string Slip(string number, int n)
    {
        var at = n % number.Length;
        var wrong = at == 0 ? (number[at] - '0') % 9 + 1 : (number[at] - '0' + 1) % 10;
        return $"{number[..at]}{wrong}{number[(at + 1)..]}";
    }

    /// <summary>
    /// Only what the service really answers as meant is measured: a slip may also be a swap's, and a contact that of several incidents.
    /// </summary>
    private async Task<Traffic> LookupsAsync(string measure, IEnumerable<string> quoted, string outcome, CancellationToken cancellation)
    {
        var asked = quoted.ToArray();
        var answered = new string[asked.Length];
        await Parallel.ForAsync(0, asked.Length, Parallelism(cancellation), async (n, stop) =>
            answered[n] = await service.OutcomeOfLookupAsync(asked[n], stop));
        var kept = asked.Where((_, n) => answered[n] == outcome).ToArray();
        if (kept.Length * 2 < asked.Length || kept.Length == 0)
        {
            var outcomes = answered.CountBy(one => one).Select(one => $"{one.Value} {one.Key}");
            throw new LoadException($"Of {asked.Length} lookups for {measure}: {string.Join(", ", outcomes)}");
        }
        var file = await WriteAsync(measure, kept.Select(ServiceUnderTest.QuotedBody), cancellation);
        return Traffic.AnyBody(service.Address, ServiceUnderTest.LookupPath, file, service.Key);
    }

    private static ParallelOptions Parallelism(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
}
