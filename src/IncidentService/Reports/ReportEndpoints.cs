using System.Text.Json.Serialization.Metadata;
using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.Storage;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Reports;

/// <summary>What the register tells of channels and teams; never of persons.</summary>
internal static class ReportEndpoints
{
    private static readonly string[] ByDay = ["day"];

    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/reports").WithTags("Reports");
        group.MapGet("/lookups", Lookups).Named("reportLookups", Scopes.Report, Operations.ReportLookups);
        group.MapGet("/lookups/shapes", Shapes).Named("reportShapes", Scopes.Report, Operations.ReportShapes);
        group.MapGet("/channels", ChannelsOf).Named("reportChannels", Scopes.Report, Operations.ReportChannels);
        group.MapGet("/promises", Promises).Named("reportPromises", Scopes.Report, Operations.ReportPromises);
    }

    private static async Task<Reply> Lookups([AsParameters] PeriodQuery query, string? by, Store store, TimeProvider clock, HttpContext http)
    {
        var faults = new Faults();
        var period = Period.Read(query, Instant.Now(clock), faults);
        var daily = faults.OneOf("by", by, ByDay) is not null;
        if (!faults.None) return faults.ToProblem();
        var days = daily ? period.LocalDays : [(period.From, period.Starts)];
        var counts = await store.Read(session => session.ReportLookups([.. days.Select(day => day.Starts), period.Ends]));
        var dayOf = days.ToDictionary(day => day.Starts, day => day.Day);
        List<LookupFigures> items = [.. counts.Select(row => LookupFigures.Of(row, daily ? dayOf[row.Starts] : null))];
        return Answer(http, items, Json.Wire.LookupFigures, () => new LookupReport(ReportPeriod.Of(period), items), Json.Wire.LookupReport);
    }

    private static async Task<Reply> Shapes([AsParameters] PeriodQuery query, string? limit, Store store, TimeProvider clock, HttpContext http)
    {
        var faults = new Faults();
        var period = Period.Read(query, Instant.Now(clock), faults);
        var take = faults.PageSize(limit);
        if (!faults.None) return faults.ToProblem();
        var items = await store.Read(session => session.ReportShapes(period.Starts, period.Ends, take));
        return Answer(http, items, Json.Wire.ShapeFigures, () => new ShapeReport(ReportPeriod.Of(period), items), Json.Wire.ShapeReport);
    }

    private static async Task<Reply> ChannelsOf([AsParameters] PeriodQuery query, Store store, TimeProvider clock, HttpContext http)
    {
        var faults = new Faults();
        var period = Period.Read(query, Instant.Now(clock), faults);
        if (!faults.None) return faults.ToProblem();
        var counts = await store.Read(session => session.ReportChannels(period.Starts, period.Ends));
        List<ChannelFigures> items = [.. counts.Select(ChannelFigures.Of)];
        return Answer(http, items, Json.Wire.ChannelFigures, () => new ChannelReport(ReportPeriod.Of(period), Fairness.Of(counts), items), Json.Wire.ChannelReport);
    }

    private static async Task<Reply> Promises([AsParameters] PeriodQuery query, Store store, TimeProvider clock, HttpContext http)
    {
        var faults = new Faults();
        var period = Period.Read(query, Instant.Now(clock), faults);
        if (!faults.None) return faults.ToProblem();
        var counts = await store.Read(session => session.ReportPromises(period.Starts, period.Ends));
        List<PromiseFigures> items = [.. counts.Select(PromiseFigures.Of).OrderBy(row => row.Team, StringComparer.Ordinal).ThenBy(row => row.Kind, StringComparer.Ordinal)];
        return Answer(http, items, Json.Wire.PromiseFigures, () => new PromiseReport(ReportPeriod.Of(period), items), Json.Wire.PromiseReport);
    }

    /// <summary>The rows as a table for those who ask for one, the whole report as JSON for all others.</summary>
    private static Reply Answer<TRow, TReport>(
        HttpContext http, IEnumerable<TRow> rows, JsonTypeInfo<TRow> row, Func<TReport> report, JsonTypeInfo<TReport> type)
    {
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return WantsTable(http.Request) ? Reply.Document(() => Csv.Render(rows, row), Csv.ContentType) : Reply.Ok(report(), type);
    }

    /// <summary>True when what the caller likes best, of what there is, is CSV.</summary>
    private static bool WantsTable(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList([.. request.Headers.Accept.OfType<string>()], out var accepted)) return false;
        var best = accepted.Where(range => range.Quality is null or > 0)
            .OrderByDescending(range => range.Quality ?? 1)
            .FirstOrDefault(range => IsTable(range) || range.MatchesAllTypes || range.Type.Equals("application", StringComparison.OrdinalIgnoreCase));
        return best is not null && IsTable(best);
    }

    private static bool IsTable(MediaTypeHeaderValue range) =>
        range.Type.Equals("text", StringComparison.OrdinalIgnoreCase) && (range.MatchesAllSubTypes || range.SubType.Equals("csv", StringComparison.OrdinalIgnoreCase));
}
