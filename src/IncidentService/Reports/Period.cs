using System.Globalization;
using System.Text.RegularExpressions;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Requests;

namespace IncidentService.Reports;

/// <summary>The days that a report covers, in a URL.</summary>
internal sealed record PeriodQuery : Query<Period>
{
    /// <summary>The first day.</summary>
    public string? From { get; init; }

    /// <summary>The last day.</summary>
    public string? To { get; init; }

    /// <summary>The IANA time zone that days begin and end in.</summary>
    public string? Zone { get; init; }

    public override Period ToInput(RequestContext context, ValidationErrors errors) =>
        Period.Parse(From, To, Zone, Instant.Now(context.Service<TimeProvider>()), errors);
}

/// <summary>Whether the report has one row per day.</summary>
internal sealed record DailyQuery : Query<bool>
{
    private static readonly string[] ByDay = ["day"];

    public string? By { get; init; }

    public override bool ToInput(RequestContext context, ValidationErrors errors) => errors.ParseOneOf("by", By, ByDay) is not null;
}

/// <summary>A range of local days, inclusive, and their time zone.</summary>
internal sealed partial record Period(DateOnly From, DateOnly To, TimeZoneInfo Zone)
{
    private const int DaysWhenNotGiven = 30;
    private static readonly DateOnly Earliest = new(1970, 1, 1);
    private static readonly DateOnly Latest = new(9998, 12, 31);

    public Instant Starts => LocalDay.FindStart(From, Zone);

    public Instant Ends => LocalDay.FindStart(To.AddDays(1), Zone);

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Each day and its start, without days that the zone skipped when it crossed the date line.</summary>
    public IReadOnlyList<(DateOnly Day, Instant Starts)> LocalDays =>
        [.. Enumerable.Range(0, Days)
            .Select(From.AddDays)
            .Select(day => (Day: day, Starts: LocalDay.FindStart(day, Zone)))
            .Where(day => day.Starts < LocalDay.FindStart(day.Day.AddDays(1), Zone))];

    /// <summary>Parses a period. By default it ends today and covers 30 days.</summary>
    public static Period Parse(string? first, string? last, string? zoneName, Instant now, ValidationErrors errors)
    {
        var zone = ParseZone(zoneName, errors) ?? TimeZoneInfo.Utc;
        var to = ParseDay("to", last, errors) ?? LocalDay.From(now, zone);
        var from = ParseDay("from", first, errors) ?? to.AddDays(1 - DaysWhenNotGiven);
        var period = new Period(from < Earliest ? Earliest : from, to, zone);
        if (from > to) errors.Add("from", $"must not be after the last day, {FormatDay(to)}");
        else if (period.Days > Limits.ReportDays) errors.Add("from", $"must leave {Limits.ReportDays} days at most, not {period.Days:N0}");
        return period;
    }

    private static DateOnly? ParseDay(string field, string? value, ValidationErrors errors)
    {
        if (string.IsNullOrEmpty(value)) return null;
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= Earliest && day <= Latest)
            return day;
        errors.Add(field, $"must be a day from {FormatDay(Earliest)} to {FormatDay(Latest)}, such as 2026-11-21");
        return null;
    }

    private static TimeZoneInfo? ParseZone(string? value, ValidationErrors errors)
    {
        if (string.IsNullOrEmpty(value)) return null;
        if (value.Length <= Limits.Token && ZoneName().IsMatch(value) && TimeZoneInfo.TryFindSystemTimeZoneById(value, out var zone))
            return zone;
        errors.Add("zone", "must be a time zone of the IANA database, such as Europe/Berlin");
        return null;
    }

    private static string FormatDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Allows no dots: the runtime reads zones from files, and a name must not lead out of their folder.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*\z")]
    private static partial Regex ZoneName();
}
