using System.Text.Json.Nodes;
using IncidentService.Common;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;
using IncidentService.Promises;
using IncidentService.Reports.Tables;
using Microsoft.OpenApi;

namespace IncidentService.Reports;

/// <summary>The contract of reports.</summary>
internal sealed class ReportContract : SliceContract
{
    public static readonly OperationDescription ReportLookups = new(
        "reportLookups",
        "Report lookups by channel",
        "How often lookups found an incident, per channel that asked, and with `by=day` per local day. Covers at most 366 days; without "
        + "`from` and `to`, the last 30.")
    {
        Ok = "One row per channel, and with `by=day` per day; as JSON, or as CSV with the same names.",
        Media = CsvExample(
            "day,channel,lookups,misses,missRate,repaired,ambiguous,answered,medianMicros,p90Micros",
            "2026-11-21,phone,84,2,0.0238,4,0,1,212,655"),
    };

    public static readonly OperationDescription ReportShapes = new(
        "reportShapes",
        "Report misses by shape",
        "Groups misses that look alike into one row, the most frequent first. Covers at most 366 days; without `from` and `to`, the last "
        + "30.")
    {
        Ok = "One row per shape, as JSON or as CSV with the same names.",
        Media = CsvExample(
            "shape,misses,unanswered,lastAt",
            "CAS-9999999,17,3,2026-11-21T10:02:11.204113Z"),
    };

    public static readonly OperationDescription ReportChannels = new(
        "reportChannels",
        "Report service levels by channel",
        "Incidents opened in the period, by the channel through which the customer came: time to first response and to resolution (exact "
        + "percentiles by nearest rank), resolution at first contact, reopenings, hand-offs and interactions. `fairness` states how many "
        + "times longer the slowest channel takes to respond than the fastest. Merged incidents count too. Covers at most 366 days; "
        + "without `from` and `to`, the last 30.")
    {
        Ok = "One row per channel, as JSON or, without `fairness`, as CSV with the same names.",
        Media = CsvExample(
            "channel,incidents,answered,unanswered,medianResponseSeconds,p90ResponseSeconds,resolved,resolvedAtFirstContact,"
            + "medianResolutionSeconds,p90ResolutionSeconds,reopened,disputes,handoffs,handoffsPerIncident,interactions,"
            + "interactionsPerIncident",
            "email,420,401,12,13140,61200,388,205,40210,190400,9,7,63,0.1500,798,1.9000"),
    };

    public static readonly OperationDescription ReportPromises = new(
        "reportPromises",
        "Report promises by team",
        "Promises made in the period, in their current state, by kind and by the team that has to keep them. Covers at most 366 days; "
        + "without `from` and `to`, the last 30.")
    {
        Ok = "One row per team and kind, as JSON or as CSV with the same names.",
        Media = CsvExample(
            "team,kind,made,keptInTime,keptLate,broken,withdrawn,overdue,open,inTimeRate",
            "pricing,promise,120,96,10,4,3,2,5,0.8571"),
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
            Description = "The first day of the report; by default, the report covers the 30 days up to the last day.",
            Example = "2026-11-01",
        },
        ["to"] = Day with { Description = "The last day of the report; today by default.", Example = "2026-11-30" },
        ["zone"] = Zone with
        {
            Description = "The IANA time zone of the days; UTC by default.", Example = "Europe/Berlin",
        },
        ["by"] = new("day: one row per local day.") { Values = ["day"] },
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

    private static IReadOnlyList<MediaDescription> CsvExample(string header, string row) =>
        [new(CsvContentType) { Schema = CsvSchema, Example = () => JsonValue.Create(header + Csv.NewLine + row + Csv.NewLine) }];

    private static OpenApiSchema CsvSchema() => new()
    {
        Type = JsonSchemaType.String, MaxLength = 1_000_000,
        Description = "RFC 4180: a header with the JSON field names, then one line per row. Absent values are empty.",
    };
}
