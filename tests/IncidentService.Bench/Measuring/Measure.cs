using IncidentService.Bench.Load;
using IncidentService.Bench.References;

namespace IncidentService.Bench.Measuring;

/// <summary>The rate is to be so much of another measure's in the same round.</summary>
internal sealed record Goal(string Against, double Least);

/// <summary>A kind of request that both engines are driven with, and what its rate is to reach.</summary>
internal sealed record Measure(string Name, string Title)
{
    public const string Open = "open", GetRecent = "get-recent", GetAny = "get-any", NotModified = "not-modified";
    public const string LookupExact = "lookup-exact", LookupMended = "lookup-mended";
    public const string LookupReference = "lookup-reference", LookupContact = "lookup-contact";
    public const string Redemption = "redemption";

    public static readonly IReadOnlyList<Measure> All =
    [
        new(Open, "open, with contact, reference, message and idempotency key; durable")
        {
            Sqlite = new(ReferenceCommand.Insert, 1.2), Postgres = new(ReferenceCommand.Insert, 0.5),
            Floor = PostgresStatements.FloorOpen, Faster = 5,
        },
        new(GetRecent, "get by number, the 200 newest")
        {
            Sqlite = new(ReferenceCommand.Select, 0.9), Postgres = new(ReferenceCommand.Select, 0.6),
            Floor = PostgresStatements.FloorGet, Faster = 3,
        },
        new(GetAny, "get by number, any in the register")
        {
            Sqlite = new(ReferenceCommand.Select, 0.7), Postgres = new(ReferenceCommand.Select, 0.5),
            Floor = PostgresStatements.FloorGet, Faster = 3,
        },
        new(NotModified, "If-None-Match, of the 200 newest: 304")
        {
            Sqlite = new(ReferenceCommand.Select, 0.95), Postgres = new(ReferenceCommand.Select, 0.7),
        },
        new(LookupExact, "lookup, exact, recorded")
        {
            Sqlite = new(ReferenceCommand.Select, 0.5), Postgres = new(ReferenceCommand.Select, 0.35),
            Floor = PostgresStatements.FloorLookup, Faster = 5,
        },
        Like(LookupExact, LookupMended, "lookup, one digit mended"),
        Like(LookupExact, LookupReference, "lookup by reference"),
        Like(LookupExact, LookupContact, "lookup by contact"),
        new(Redemption, "redemption, durable")
        {
            Sqlite = new(ReferenceCommand.Insert, 1.0), Postgres = new(ReferenceCommand.Insert, 0.4),
        },
    ];

    public Goal? Sqlite { get; private init; }

    public Goal? Postgres { get; private init; }

    /// <summary>The pgbench script that does the same by itself.</summary>
    public string? Floor { get; private init; }

    /// <summary>How many times as fast as the other build it is to be, on PostgreSQL.</summary>
    public double? Faster { get; private init; }

    public Goal? GoalOn(string engine) => engine == RegisterPlace.Sqlite ? Sqlite : Postgres;

    /// <summary>Of the rate of another measure of the same service.</summary>
    private static Measure Like(string other, string name, string title) =>
        new(name, title) { Sqlite = new(other, 0.8), Postgres = new(other, 0.8) };
}
