using IncidentService.Bench.References;

namespace IncidentService.Bench.Load;

/// <summary>One line of the table; the ratio to the measure named <paramref name="Against"/> should reach the target.</summary>
internal sealed record Measure(string Name, string Title, string? Against = null, double? Target = null)
{
    public const string Open = "open";
    public const string GetRecent = "get-recent", GetUniform = "get-uniform";
    public const string LookupExact = "lookup-exact", LookupMended = "lookup-mended";

    /// <summary>In the order of execution: each measure is next to its reference.</summary>
    public static readonly IReadOnlyList<Measure> All =
    [
        new(ReferenceCommand.Kestrel, "bare Kestrel, 1 KB of JSON"),
        new(ReferenceCommand.Select, "Kestrel + Dapper + one point select"),
        new(GetRecent, "get by number, 200 recent ones", ReferenceCommand.Select, 0.8),
        new(GetUniform, "get by number, any in the register", ReferenceCommand.Select, 0.6),
        new(LookupExact, "lookup, exact, recorded", ReferenceCommand.Select, 0.4),
        new(LookupMended, "lookup, one digit mended, recorded", LookupExact, 0.5),
        new(ReferenceCommand.Insert, "Kestrel + Dapper + one durable insert"),
        new(Open, "open an incident, durable", ReferenceCommand.Insert, 1.0),
        new(ReferenceCommand.InsertGrouped, "the same insert, commits grouped", ReferenceCommand.Insert),
    ];

    public bool IsReference => ReferenceCommand.Programs.Contains(Name);

    /// <summary>The named measures and, transitively, their references; all measures if none is named.</summary>
    public static IReadOnlyList<Measure> Choose(string? names)
    {
        if (names is null) return All;
        var wanted = new HashSet<string>();
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            for (var next = name; next is not null; next = Named(next).Against) wanted.Add(next);
        }
        return [.. All.Where(m => wanted.Contains(m.Name))];
    }

    private static Measure Named(string name) =>
        All.FirstOrDefault(m => m.Name == name) ?? throw new UsageException($"There is no measure '{name}'; --help lists them.");
}
