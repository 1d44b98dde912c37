using IncidentService.Common.Json;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Reports.Tables;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Reports;

/// <summary>Reports about channels and teams, never about persons.</summary>
internal static class ReportEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/reports").WithTags("Reports");
        group.MapGet("/lookups", Lookups).RequireScope(Scopes.Report).Describe(ReportContract.ReportLookups);
        group.MapGet("/lookups/shapes", Shapes).RequireScope(Scopes.Report).Describe(ReportContract.ReportShapes);
        group.MapGet("/channels", Channels).RequireScope(Scopes.Report).Describe(ReportContract.ReportChannels);
        group.MapGet("/promises", Promises).RequireScope(Scopes.Report).Describe(ReportContract.ReportPromises);
    }

    private static async Task<Reply<Ok<LookupReport>, CsvTable>> Lookups(
        [AsParameters] PeriodQuery query, [AsParameters] DailyQuery by, Store store, HttpContext http)
    {
        var (period, daily) = (query.Input, by.Input);
        var days = daily ? period.LocalDays : [(period.From, period.Starts)];
        var counts = await store.Read(session => session.ListLookupCounts([.. days.Select(day => day.Starts), period.Ends]));
        var dayOf = days.ToDictionary(day => day.Starts, day => day.Day);
        List<LookupFigures> items = [.. counts.Select(row => LookupFigures.From(row, daily ? dayOf[row.Starts] : null))];
        return ReplyWith(
            http, items, () => new LookupReport(ReportPeriod.CreateFrom(period), items));
    }

    private static async Task<Reply<Ok<ShapeReport>, CsvTable>> Shapes(
        [AsParameters] PeriodQuery query, [AsParameters] LimitQuery limit, Store store, HttpContext http)
    {
        var (period, take) = (query.Input, limit.Input);
        var items = await store.Read(session => session.ListShapeFigures(period.Starts, period.Ends, take));
        return ReplyWith(
            http, items, () => new ShapeReport(ReportPeriod.CreateFrom(period), items));
    }

    private static async Task<Reply<Ok<ChannelReport>, CsvTable>> Channels([AsParameters] PeriodQuery query, Store store, HttpContext http)
    {
        var period = query.Input;
        var counts = await store.Read(session => session.ListChannelCounts(period.Starts, period.Ends));
        List<ChannelFigures> items = [.. counts.Select(ChannelFigures.From)];
        return ReplyWith(
            http, items,
            () => new ChannelReport(ReportPeriod.CreateFrom(period), Fairness.From(counts), items));
    }

    private static async Task<Reply<Ok<PromiseReport>, CsvTable>> Promises([AsParameters] PeriodQuery query, Store store, HttpContext http)
    {
        var period = query.Input;
        var counts = await store.Read(session => session.ListPromiseCounts(period.Starts, period.Ends));
        List<PromiseFigures> items = [.. counts.Select(PromiseFigures.From)
            .OrderBy(row => row.Team, StringComparer.Ordinal)
            .ThenBy(row => row.Kind, StringComparer.Ordinal)];
        return ReplyWith(
            http, items,
            () => new PromiseReport(ReportPeriod.CreateFrom(period), items));
    }

    /// <summary>Replies with the rows as CSV if the caller prefers CSV, else with the whole report as JSON.</summary>
    private static Reply<Ok<TReport>, CsvTable> ReplyWith<TRow, TReport>(
        HttpContext http, IEnumerable<TRow> rows, Func<TReport> report)
    {
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return WantsTable(http.Request)
            ? Reply.Document<CsvTable>(() => Csv.Render(rows, JsonTypes.Of<TRow>()))
            : Reply.Ok(report());
    }

    /// <summary>True if the caller prefers CSV among the formats available.</summary>
    private static bool WantsTable(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList([.. request.Headers.Accept.OfType<string>()], out var accepted)) return false;
        var best = accepted.Where(range => range.Quality is null or > 0)
            .OrderByDescending(range => range.Quality ?? 1)
            .FirstOrDefault(
                range => IsTable(range) || range.MatchesAllTypes || range.Type.Equals("application", StringComparison.OrdinalIgnoreCase));
        return best is not null && IsTable(best);
    }

    private static bool IsTable(MediaTypeHeaderValue range) =>
        range.Type.Equals("text", StringComparison.OrdinalIgnoreCase)
            && (range.MatchesAllSubTypes || range.SubType.Equals("csv", StringComparison.OrdinalIgnoreCase));
}
