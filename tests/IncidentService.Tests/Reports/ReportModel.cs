using System.Globalization;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Lookup.Search;
using IncidentService.Promises;
using AllChannels = IncidentService.Common.Channels;

namespace IncidentService.Tests.Reports;

/// <summary>A slow second implementation of each report over the seeded rows, as lines of its CSV.</summary>
internal sealed class ReportModel(SeededRegister register, string zone, DateOnly from, DateOnly to)
{
    private readonly TimeZoneInfo local = TimeZoneInfo.FindSystemTimeZoneById(zone);

    public IEnumerable<string> Channels() =>
        from channel in AllChannels.All
        let all = register.Incidents.Where(incident => incident.Channel == channel && Covers(incident.OpenedAt)).ToList()
        let responses = all
            .Where(incident => incident.FirstResponseAt is not null)
            .Select(incident => incident.FirstResponseAt!.Value - incident.OpenedAt)
            .Order()
            .ToList()
        let resolutions = all
            .Where(incident => incident.FirstResolvedAt is not null)
            .Select(incident => incident.FirstResolvedAt!.Value - incident.OpenedAt)
            .Order()
            .ToList()
        select Line(
            channel, all.Count, responses.Count,
            all.Count(incident => incident.FirstResponseAt is null && incident.State == States.Open && incident.SurvivorId is null),
            AtRank(responses, 50) / 1_000_000, AtRank(responses, 90) / 1_000_000, resolutions.Count,
            all.Count(incident => incident.FirstResolvedWith <= 1 && incident.Handoffs == 0 && incident.Reopened == 0),
            AtRank(resolutions, 50) / 1_000_000, AtRank(resolutions, 90) / 1_000_000,
            all.Count(incident => incident.Reopened > 0),
            all.Sum(incident => incident.Disputes),
            all.Sum(incident => incident.Handoffs), Rate(all.Sum(incident => incident.Handoffs), all.Count),
            all.Sum(incident => incident.Interactions), Rate(all.Sum(incident => incident.Interactions), all.Count));

    public IEnumerable<string> Lookups() => Lookups(_ => true, day: null);

    public IEnumerable<string> LookupsByDay()
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var today = day;
            foreach (var line in Lookups(lookup => DayOf(lookup.OccurredAt) == today, today)) yield return line;
        }
    }

    public IEnumerable<string> Shapes() => register.Lookups
        .Where(lookup => lookup.Outcome == Outcomes.None && lookup.Shape is not null && Covers(lookup.OccurredAt))
        .GroupBy(lookup => lookup.Shape!)
        .OrderByDescending(misses => misses.Count()).ThenBy(misses => misses.Key, StringComparer.Ordinal)
        .Select(misses => Line(
            Text(misses.Key), misses.Count(),
            misses.Count(lookup => lookup.AnswerId is null),
            new Instant(misses.Max(lookup => lookup.OccurredAt)).ToString()));

    public IEnumerable<string> Promises() => register.Promises
        .Where(promise => Covers(promise.PromisedAt))
        .GroupBy(promise => (promise.Team, promise.Kind))
        .OrderBy(promises => promises.Key.Team, StringComparer.Ordinal).ThenBy(promises => promises.Key.Kind, StringComparer.Ordinal)
        .Select(promises => PromiseLine(promises.Key.Team, promises.Key.Kind, [.. promises]));

    private static string PromiseLine(string? team, string kind, IReadOnlyList<PlantedPromise> all)
    {
        int In(string state) => all.Count(promise => promise.State == state);
        var inTime = all.Count(promise => promise.State == PromiseStates.Kept && promise.SettledAt <= promise.DueAt);
        return Line(
            team, kind, all.Count, inTime, In(PromiseStates.Kept) - inTime, In(PromiseStates.Broken), In(PromiseStates.Withdrawn),
            In(PromiseStates.Overdue), In(PromiseStates.Open),
            Rate(inTime, In(PromiseStates.Kept) + In(PromiseStates.Broken) + In(PromiseStates.Overdue)));
    }

    private IEnumerable<string> Lookups(Func<PlantedLookup, bool> wanted, DateOnly? day) =>
        from channel in AllChannels.All
        let all = register.Lookups.Where(lookup => lookup.Channel == channel && Covers(lookup.OccurredAt) && wanted(lookup)).ToList()
        let times = all.Select(lookup => lookup.Micros).Order().ToList()
        let misses = all.Where(lookup => lookup.Outcome == Outcomes.None).ToList()
        select Line(
            day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), channel, all.Count, misses.Count, Rate(misses.Count, all.Count),
            all.Count(lookup => lookup.Outcome == Outcomes.Repaired), all.Count(lookup => lookup.Outcome == Outcomes.Ambiguous),
            misses.Count(lookup => lookup.AnsweredAt is not null), AtRank(times, 50), AtRank(times, 90));

    private bool Covers(long micros) => DayOf(micros) is var day && day >= from && day <= to;

    /// <summary>The local date.</summary>
    private DateOnly DayOf(long micros) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UnixEpoch.AddMicroseconds(micros), local).DateTime);

    /// <summary>Nearest rank.</summary>
    private static long? AtRank(List<long> sorted, int percent) =>
        sorted.Count == 0 ? null : sorted[(int)Math.Ceiling(percent / 100m * sorted.Count) - 1];

    private static string? Rate(long part, long whole) =>
        whole == 0 ? null : ((decimal)part / whole).ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Text(string text) => text.Contains('"', StringComparison.Ordinal)
        ? "\"" + text.Replace("\"", "\"\"") + "\""
        : "=+-@".Contains(text[0]) ? "'" + text : text;

    private static string Line(params object?[] cells) =>
        string.Join(',', cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture)));
}
