using IncidentService.Promises;
using Microsoft.OpenApi;

namespace IncidentService.Hosting;

/// <summary>The days and zones of reports, and their rows.</summary>
internal static partial class Vocabulary
{
    private static Word Day => new() { MaxLength = 10, Format = "date" };
    private static Word Zone => new() { MaxLength = Limits.Token, Pattern = "^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$" };

    private static Dictionary<string, Word> ReportMembers => new() { ["day"] = Day, ["zone"] = Zone, ["slowest"] = Channel, ["fastest"] = Channel };

    private static Dictionary<string, Word> ReportExceptions => new()
    {
        ["ReportPeriod.from"] = Day with { Description = "The first day." },
        ["ReportPeriod.to"] = Day with { Description = "The last day." },
        ["LookupReport.items"] = new() { MaxItems = Grown },
        ["PromiseReport.items"] = new() { MaxItems = Grown },
        ["ChannelFigures.handoffs"] = new() { Maximum = 9_007_199_254_740_991 },
        ["PromiseFigures.kind"] = new() { Values = PromiseKinds.All },
    };

    private static Dictionary<string, Word> ReportParameters => new()
    {
        ["from"] = Day with { Description = "The first day that the report covers; when not given, the 30 days up to the last.", Example = "2026-11-01" },
        ["to"] = Day with { Description = "The last day that the report covers; today when not given.", Example = "2026-11-30" },
        ["zone"] = Zone with { Description = "The IANA time zone that days begin and end in; UTC when not given.", Example = "Europe/Berlin" },
        ["by"] = new("day: a row for each local day.") { Values = ["day"] },
    };

    /// <summary>RFC 4180, with a header. A text that a spreadsheet would take for a formula has an apostrophe before it.</summary>
    public static OpenApiSchema Table() => new()
    {
        Type = JsonSchemaType.String, MaxLength = 1_000_000, Description = "RFC 4180: a header of the names that the members have in JSON, then a line a row; what is absent is left empty.",
    };
}
