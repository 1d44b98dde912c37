using IncidentService.Bench.Load;

namespace IncidentService.Bench.Measuring;

internal sealed record MeasureOptions
{
    public const string Start = "start", Memory = "memory", Small = "small", Webhooks = "webhooks", Latency = "latency", Feed = "feed";
    public const string Replicas = "replicas";

    /// <summary>The register that the large one is compared with.</summary>
    public const int SmallIncidents = 10_000;

    private const int LeastWarmUpSeconds = 5;

    /// <summary>What is measured besides the rates, and what each of them needs to be known.</summary>
    public static readonly IReadOnlyList<(string Name, string Title, IReadOnlyList<string> Needs)> Others =
    [
        (Start, "from the start of the process to ready", []),
        (Memory, "resident memory after the rounds", []),
        (Small, $"the rates of a register of {SmallIncidents:N0} incidents, to compare with", ReplicaDrives.Measures),
        (Latency, "p99 of get and open at half the peak rate", [Measure.Open, Measure.GetAny]),
        (Feed, "how long after its commit an event is visible, while incidents open at half the peak rate", [Measure.Open]),
        (Webhooks, "deliveries to one fast receiver, and opening meanwhile", []),
        (Replicas, "rates of 1, 2 and 4 replicas over one PostgreSQL", ReplicaDrives.Measures),
    ];

    private static readonly string[] Engines = [RegisterPlace.Sqlite, RegisterPlace.Postgres];
    private readonly HashSet<string> _names = [];
    private readonly HashSet<string> _engines = [];

    public required int Seconds { get; init; }
    public required int Connections { get; init; }
    public required int Rounds { get; init; }
    public required int Incidents { get; init; }
    public required string? Keep { get; init; }
    public required string Out { get; init; }
    public required IReadOnlyList<Build> Builds { get; init; }

    /// <summary>Whether registers are only made, to be measured later.</summary>
    public required bool OnlyMake { get; init; }

    /// <summary>Long enough for the JIT compiler to optimise hot code, even with short rounds.</summary>
    public int WarmUpSeconds => Math.Max(Seconds, LeastWarmUpSeconds);

    public bool ComparesSmall => Wants(Small) && Incidents > SmallIncidents;

    public bool Wants(string name) => _names.Count == 0 || _names.Contains(name);

    public bool WantsEngine(string engine) => _engines.Count == 0 || _engines.Contains(engine);

    public static MeasureOptions From(Arguments arguments)
    {
        var published = arguments.Flag("--published");
        var own = Build.Own(arguments.Option("--revision") ?? "a build") with { IsPublished = published };
        var (against, folder) = (arguments.Option("--against"), arguments.Option("--against-folder"));
        if (against is null != folder is null)
            throw new UsageException("--against needs --against-folder, the folder in which it is built.");
        var keep = arguments.Option("--keep");
        var options = new MeasureOptions
        {
            Seconds = arguments.Number("--seconds", otherwise: 5, from: 1, to: 600),
            Connections = arguments.Number("--connections", otherwise: 16, from: 4 * Wrk.Threads, to: 1_000),
            Rounds = arguments.Number("--rounds", otherwise: 3, from: 1, to: 50),
            Incidents = arguments.Number("--incidents", otherwise: 1_000_000, from: 1_000, to: 9_999_999),
            Keep = keep is null ? null : Path.GetFullPath(keep),
            Out = Path.GetFullPath(arguments.Option("--out") ?? "RESULTS.md"),
            Builds = against is null ? [own] : [own, new(Build.Against, against, Path.GetFullPath(folder!)) { IsPublished = published }],
            OnlyMake = arguments.Flag("--make"),
        };
        options.Choose(arguments.Option("--only") ?? "");
        arguments.RefuseRest();
        if (options is { OnlyMake: true, Keep: null }) throw new UsageException("--make needs --keep, the folder to make registers in.");
        return options;
    }

    private void Choose(string words)
    {
        foreach (var word in words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Engines.Contains(word)) _engines.Add(word);
            else Add(word);
        }
    }

    /// <summary>With what it is compared with.</summary>
    private void Add(string name)
    {
        if (!_names.Add(name)) return;
        if (Measure.All.FirstOrDefault(measure => measure.Name == name) is { } measure)
        {
            if (Measure.All.Any(other => other.Name == measure.Sqlite?.Against)) Add(measure.Sqlite!.Against);
            return;
        }
        if (Others.All(other => other.Name != name)) throw new UsageException($"There is no measure '{name}'; --help lists them.");
        foreach (var needed in Others.First(other => other.Name == name).Needs) Add(needed);
    }
}
