using System.Text.Json;
using Dapper;
using IncidentService.Common;
using IncidentService.Common.Json;
using IncidentService.Reports;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage.Sql;

/// <summary>
/// Computes each report in one statement, so that it sees one snapshot of the register. Percentiles use the nearest-rank method: of n
/// values in order, the one at rank ceil(p / 100 × n), which always occurs in the data
/// (https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method).
/// </summary>
internal static class ReportSql
{
    /// <summary>One row for each channel and each pair of adjacent borders, in the order of the borders.</summary>
    public static Task<IReadOnlyList<LookupCounts>> ListLookupCounts(this Session session, IReadOnlyList<Instant> borders) =>
        session.Query<LookupCounts>(CountLookups(session.Dialect), new { json = Borders(borders), starts = borders[0], ends = borders[^1] });

    /// <summary>Lists the shapes of misses, most frequent first.</summary>
    public static Task<IReadOnlyList<ShapeFigures>> ListShapeFigures(this Session session, Instant starts, Instant ends, int take) =>
        session.Query<ShapeFigures>(
            $"""
            SELECT l.shape, count(*) AS misses, sum(CASE WHEN l.answer_id IS NULL THEN 1 ELSE 0 END) AS unanswered, max(l.occurred_at) AS last_at
            FROM lookups l
            WHERE l.outcome = 'none' AND l.shape IS NOT NULL AND l.occurred_at >= @starts AND l.occurred_at < @ends
            GROUP BY l.shape
            ORDER BY count(*) DESC, l.shape {session.Dialect.Take}
            """,
            new { starts, ends, take });

    /// <summary>One row for each channel, about the incidents opened in a time range that excludes its end.</summary>
    public static Task<IReadOnlyList<ChannelCounts>> ListChannelCounts(this Session session, Instant starts, Instant ends) =>
        session.Query<ChannelCounts>(CountChannels(session.Dialect), new { starts, ends });

    public static Task<IReadOnlyList<PromiseCounts>> ListPromiseCounts(this Session session, Instant starts, Instant ends) =>
        session.Query<PromiseCounts>(CountPromises, new { starts, ends });

    internal const string CountPromises =
        """
        SELECT p.team, p.kind, count(*) AS made,
            sum(CASE WHEN p.state = 'kept' AND p.settled_at <= p.due_at THEN 1 ELSE 0 END) AS kept_in_time,
            sum(CASE WHEN p.state = 'kept' AND p.settled_at > p.due_at THEN 1 ELSE 0 END) AS kept_late,
            sum(CASE WHEN p.state = 'broken' THEN 1 ELSE 0 END) AS broken,
            sum(CASE WHEN p.state = 'withdrawn' THEN 1 ELSE 0 END) AS withdrawn,
            sum(CASE WHEN p.state = 'overdue' THEN 1 ELSE 0 END) AS overdue,
            sum(CASE WHEN p.state = 'open' THEN 1 ELSE 0 END) AS "open"
        FROM promises p
        WHERE p.promised_at >= @starts AND p.promised_at < @ends
        GROUP BY p.team, p.kind
        """;

    /// <summary>
    /// Each channel has its own SELECT: its incidents are one range of an index, and its times are counted along another index, so that
    /// nothing is sorted. The unary plus keeps SQLite from using the first index for the times as well.
    /// </summary>
    internal static string CountChannels(SqlDialect dialect)
    {
        return $"""
            WITH counted AS ({PerChannel(Counted)})
            {PerChannel(channel => $"""
                SELECT c.*, {AtRank(channel, "response", "answered", 50)} AS median_response, {AtRank(channel, "response", "answered", 90)} AS p90_response,
                    {AtRank(channel, "resolution", "resolved", 50)} AS median_resolution, {AtRank(channel, "resolution", "resolved", 90)} AS p90_resolution
                FROM counted c
                WHERE c.channel = '{channel}'
                """)}
            """;

        static string PerChannel(Func<string, string> select) => string.Join("\nUNION ALL\n", Channels.All.Select(select));

        static string Counted(string channel) =>
            $"""
            SELECT '{channel}' AS channel, count(*) AS incidents, count(i.response_micros) AS answered, count(i.resolution_micros) AS resolved,
                count(CASE WHEN i.response_micros IS NULL AND i.state = 'open' AND i.survivor_id IS NULL THEN 1 END) AS unanswered,
                count(CASE WHEN i.first_resolved_with <= 1 AND i.last_handoff = 0 AND i.reopened = 0 THEN 1 END) AS resolved_at_first_contact,
                count(CASE WHEN i.reopened > 0 THEN 1 END) AS reopened, coalesce(sum(i.disputes), 0) AS disputes,
                coalesce(sum(i.last_handoff), 0) AS handoffs, coalesce(sum(i.interactions), 0) AS interactions
            FROM incidents i
            WHERE i.channel = '{channel}' AND i.opened_at >= @starts AND i.opened_at < @ends
            """;

        // The rank counts from 0, and stays 0 if there are no times.
        string AtRank(string channel, string time, string count, int percent) =>
            $"""
            (SELECT t.{time}_micros FROM incidents t
                WHERE t.channel = '{channel}' AND t.{time}_micros IS NOT NULL AND +t.opened_at >= @starts AND +t.opened_at < @ends
                ORDER BY t.{time}_micros {dialect.ParameterAtSql($"(SELECT (n.{count} * {percent} - 1) / 100 FROM counted n WHERE n.channel = '{channel}')")})
            """;
    }

    /// <summary>
    /// A slot is a channel between two adjacent borders. Lookups with the same duration are grouped first, so that far fewer rows have to
    /// be ranked. The counts are ranges of an index. GROUP BY makes SQLite compute them once per slot: otherwise it would move them into
    /// the join and count for each lookup. The whole range, named beside the slots, lets PostgreSQL read that part of the index alone.
    /// </summary>
    internal static string CountLookups(SqlDialect dialect) =>
        $"""
        WITH borders AS (
            SELECT b.starts, lead(b.starts) OVER (ORDER BY b.starts) AS ends FROM (SELECT CAST(v.value AS bigint) AS starts FROM {dialect.Values} v) b),
        channels AS ({string.Join(" UNION ALL ", Channels.All.Select((channel, place) => $"SELECT {place} AS place, '{channel}' AS channel"))}),
        slots AS (
            SELECT row_number() OVER (ORDER BY b.starts, c.place) AS slot, c.channel, b.starts, b.ends FROM borders b CROSS JOIN channels c WHERE b.ends IS NOT NULL),
        counted AS (
            SELECT s.slot, s.channel, s.starts, s.ends, {Count("")} AS lookups, {Count("AND l.outcome = 'none'")} AS misses, {Count("AND l.outcome = 'repaired'")} AS repaired,
                {Count("AND l.outcome = 'ambiguous'")} AS ambiguous, {Count("AND l.outcome = 'none' AND l.answered_at IS NOT NULL")} AS answered
            FROM slots s
            GROUP BY s.slot, s.channel, s.starts, s.ends),
        seen AS (
            SELECT c.slot, c.lookups, l.micros, count(*) AS times
            FROM counted c JOIN lookups l ON l.channel = c.channel AND l.occurred_at >= c.starts AND l.occurred_at < c.ends
                AND l.channel IN ({string.Join(", ", Channels.All.Select(channel => $"'{channel}'"))}) AND l.occurred_at >= @starts AND l.occurred_at < @ends
            GROUP BY c.slot, c.lookups, l.micros),
        ranked AS (
            SELECT s.slot, s.lookups, s.micros, sum(s.times) OVER (PARTITION BY s.slot ORDER BY s.micros) AS reached FROM seen s),
        percentiles AS (
            SELECT r.slot, min(CASE WHEN r.reached * 100 >= r.lookups * 50 THEN r.micros END) AS median_micros,
                min(CASE WHEN r.reached * 100 >= r.lookups * 90 THEN r.micros END) AS p90_micros
            FROM ranked r
            GROUP BY r.slot)
        SELECT c.starts, c.channel, c.lookups, c.misses, c.repaired, c.ambiguous, c.answered, p.median_micros, p.p90_micros
        FROM counted c LEFT JOIN percentiles p ON p.slot = c.slot
        ORDER BY c.slot
        """;

    private static string Count(string condition) =>
        $"(SELECT count(*) FROM lookups l WHERE l.channel = s.channel AND l.occurred_at >= s.starts AND l.occurred_at < s.ends {condition})";

    private static string Borders(IReadOnlyList<Instant> borders) =>
        JsonSerializer.Serialize([.. borders.Select(border => $"{border.Micros}")], JsonTypes.Of<IReadOnlyCollection<string>>());
}
