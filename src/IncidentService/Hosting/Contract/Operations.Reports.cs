using IncidentService.Reports;

namespace IncidentService.Hosting;

internal static partial class Operations
{
    public static readonly Operation ReportLookups = new(
        "Report lookups by channel",
        "How often what was quoted was found, by the channel that asked; with `by=day` on each local day. At most 366 days; without `from` and `to`, the last 30.")
    {
        GivesTable = true,
        Answers = [new(200, typeof(LookupReport), "A row for each channel, and with `by=day` for each day; as JSON, or as CSV with the same names.")],
    };

    public static readonly Operation ReportShapes = new(
        "Report what was quoted in vain", "Misses that look alike in one row, the most frequent first. At most 366 days; without `from` and `to`, the last 30.")
    {
        GivesTable = true,
        Answers = [new(200, typeof(ShapeReport), "The shapes, as JSON or as CSV with the same names.")],
    };

    public static readonly Operation ReportChannels = new(
        "Report how customers fared by channel",
        "Incidents opened in the period by the channel where the customer came in: time to first response and to resolution (exact percentiles by nearest rank), "
        + "resolved at first contact, reopened, hand-offs and interactions; and how many times longer the slowest channel takes to answer than the fastest. "
        + "Merged incidents count too. At most 366 days; without `from` and `to`, the last 30.")
    {
        GivesTable = true,
        Answers = [new(200, typeof(ChannelReport), "A row for each channel, as JSON or, without `fairness`, as CSV with the same names.")],
    };

    public static readonly Operation ReportPromises = new(
        "Report promises by team",
        "Promises made in the period, by the team that keeps them and their kind, as they stand now. At most 366 days; without `from` and `to`, the last 30.")
    {
        GivesTable = true,
        Answers = [new(200, typeof(PromiseReport), "A row for each team and kind, as JSON or as CSV with the same names.")],
    };
}
