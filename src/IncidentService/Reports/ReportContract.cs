using System.Text.Json.Nodes;
using IncidentService.Hosting;
using IncidentService.OpenApi;
using IncidentService.Promises;
using Microsoft.OpenApi;

namespace IncidentService.Reports;

/// <summary>Reports, as JSON or CSV.</summary>
internal sealed class ReportContract : SliceContract
{
    public static readonly OperationDescription ReportLookups = new(
        "reportLookups",
        "Report lookups by channel",
        "How often what was quoted was found, by the channel that asked; with `by=day` on each local day. At most 366 days; without `from` "
        + "and `to`, the last 30.")
    {
        Responses =
        [
            new(200, typeof(LookupReport), "A row for each channel, and with `by=day` for each day; as JSON, or as CSV with the same "
                + "names.")
            {
                Media = JsonOrCsv(
                    "day,channel,lookups,misses,missRate,repaired,ambiguous,answered,medianMicros,p90Micros",
                    "2026-11-21,phone,84,2,0.0238,4,0,1,212,655"),
            },
        ],
    };

    public static readonly OperationDescription ReportShapes = new(
        "reportShapes",
        "Report what was quoted in vain",
        "Misses that look alike in one row, the most frequent first. At most 366 days; without `from` and `to`, the last 30.")
    {
        Responses =
        [
            new(200, typeof(ShapeReport), "The shapes, as JSON or as CSV with the same names.")
            {
                Media = JsonOrCsv(
                    "shape,misses,unanswered,lastAt",
                    "CAS-9999999,17,3,2026-11-21T10:02:11.204113Z"),
            },
        ],
    };

    public static readonly OperationDescription ReportChannels = new(
        "reportChannels",
        "Report how customers fared by channel",
        "Incidents opened in the period by the channel where the customer came in: time to first response and to resolution (exact "
        + "percentiles by nearest rank), resolved at first contact, reopened, hand-offs and interactions; and how many times longer the "
        + "slowest channel takes to answer than the fastest. Merged incidents count too. At most 366 days; without `from` and `to`, the "
        + "last 30.")
    {
        Responses =
        [
            new(200, typeof(ChannelReport), "A row for each channel, as JSON or, without `fairness`, as CSV with the same names.")
            {
                Media = JsonOrCsv(
                    "channel,incidents,answered,unanswered,medianResponseSeconds,p90ResponseSeconds,resolved,resolvedAtFirstContact,"
                    + "medianResolutionSeconds,p90ResolutionSeconds,reopened,disputes,handoffs,handoffsPerIncident,interactions,"
                    + "interactionsPerIncident",
                    "email,420,401,12,13140,61200,388,205,40210,190400,9,7,63,0.1500,798,1.9000"),
            },
        ],
    };

    public static readonly OperationDescription ReportPromises = new(
        "reportPromises",
        "Report promises by team",
        "Promises made in the period, by the team that keeps them and their kind, as they stand now. At most 366 days; without `from` and "
        + "`to`, the last 30.")
    {
        Responses =
        [
            new(200, typeof(PromiseReport), "A row for each team and kind, as JSON or as CSV with the same names.")
            {
                Media = JsonOrCsv(
                    "team,kind,made,keptInTime,keptLate,broken,withdrawn,overdue,open,inTimeRate",
                    "pricing,promise,120,96,10,4,3,2,5,0.8571"),
            },
        ],
    };

    private static readonly SchemaRule Day = new() { MaxLength = 10, Format = "date" };
    private static readonly SchemaRule Zone = new() { MaxLength = Limits.Token, Pattern = "^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$" };

    public override RuleSet Fields => new()
    {
        ["day"] = Day, ["zone"] = Zone, ["slowest"] = Rules.Channel, ["fastest"] = Rules.Channel,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["ReportPeriod.from"] = Day with { Description = "The first day." },
        ["ReportPeriod.to"] = Day with { Description = "The last day." },
        ["LookupReport.items"] = Rules.Growing, ["PromiseReport.items"] = Rules.Growing,
        ["ChannelFigures.handoffs"] = new() { Maximum = Rules.SafeInteger },
        ["PromiseFigures.kind"] = Rules.OneOf(PromiseKinds.All),
    };

    public override RuleSet Parameters => new()
    {
        ["from"] = Day with
        {
            Description = "The first day that the report covers; when not given, the 30 days up to the last.", Example = "2026-11-01",
        },
        ["to"] = Day with { Description = "The last day that the report covers; today when not given.", Example = "2026-11-30" },
        ["zone"] = Zone with
        {
            Description = "The IANA time zone that days begin and end in; UTC when not given.", Example = "Europe/Berlin",
        },
        ["by"] = new("day: a row for each local day.") { Values = ["day"] },
    };

    private const string Month = """ "period": { "from": "2026-11-01", "to": "2026-11-30", "zone": "Europe/Berlin" } """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(LookupReport)] = $$"""
            { {{Month}}, "items": [{ "channel": "phone", "lookups": 1840, "misses": 46, "missRate": 0.0250, "repaired": 92, "ambiguous": 11,
              "answered": 31, "medianMicros": 212, "p90Micros": 655 }] }
            """,
        [typeof(ShapeReport)] = $$"""
            { {{Month}}, "items": [{ "shape": "CAS-9999999", "misses": 17, "unanswered": 3, "lastAt": "2026-11-21T10:02:11.204113Z" }] }
            """,
        [typeof(ChannelReport)] = $$"""
            { {{Month}}, "fairness": { "slowest": "email", "fastest": "social", "ratio": 18.2500 }, "items": [{ "channel": "email",
              "incidents": 420, "answered": 401, "unanswered": 12, "medianResponseSeconds": 13140, "p90ResponseSeconds": 61200,
              "resolved": 388, "resolvedAtFirstContact": 205, "medianResolutionSeconds": 40210, "p90ResolutionSeconds": 190400,
              "reopened": 9, "disputes": 7, "handoffs": 63, "handoffsPerIncident": 0.1500, "interactions": 798,
              "interactionsPerIncident": 1.9000 }] }
            """,
        [typeof(PromiseReport)] = $$"""
            { {{Month}}, "items": [{ "team": "pricing", "kind": "promise", "made": 120, "keptInTime": 96, "keptLate": 10, "broken": 4,
              "withdrawn": 3, "overdue": 2, "open": 5, "inTimeRate": 0.8571 }] }
            """,
    };

    private const string CsvContentType = "text/csv";

    private static IReadOnlyList<MediaDescription> JsonOrCsv(string header, string row) =>
    [
        MediaDescription.Json,
        new(CsvContentType) { Schema = CsvSchema, Example = () => JsonValue.Create(header + Csv.NewLine + row + Csv.NewLine) },
    ];

    private static OpenApiSchema CsvSchema() => new()
    {
        Type = JsonSchemaType.String, MaxLength = 1_000_000,
        Description = "RFC 4180: a header of the names that the members have in JSON, then a line a row; what is absent is left empty.",
    };
}
