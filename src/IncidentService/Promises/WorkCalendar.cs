using IncidentService.Storage;

namespace IncidentService.Promises;

internal enum TimeUnit
{
    Hours,
    Days,
    WorkingDays,
}

/// <summary>How long a target may take: so many elapsed hours, calendar days or working days.</summary>
internal readonly record struct TimeLimit(int Count, TimeUnit Unit);

/// <summary>
/// When a limit ends in one time zone. The day of opening, whatever day it is, is day 0; a limit of N days ends with day N, at the local midnight after it.
/// What would end after the year 9999 ends with it.
/// </summary>
internal sealed class WorkCalendar(TimeZoneInfo zone, IReadOnlySet<DayOfWeek> workingDays, IReadOnlySet<DateOnly> holidays)
{
    private static readonly Instant Latest = Instant.From(DateTimeOffset.MaxValue);

    /// <summary>More than any zone is away from UTC, so that local midnight is less than this from midnight in UTC.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromHours(15);

    public Instant End(Instant opened, TimeLimit limit) => limit.Unit switch
    {
        TimeUnit.Hours => After(opened, TimeSpan.FromHours(limit.Count)),
        TimeUnit.Days => EndOf(DaysAfter(DayOf(opened), limit.Count)),
        _ => EndOf(WorkingDaysAfter(DayOf(opened), limit.Count)),
    };

    private static Instant After(Instant opened, TimeSpan span) => opened > Latest.Plus(-span) ? Latest : opened.Plus(span);

    private DateOnly DayOf(Instant opened) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(opened.ToDateTimeOffset(), zone).DateTime);

    private static DateOnly DaysAfter(DateOnly day, int count) =>
        DateOnly.FromDayNumber(Math.Min(day.DayNumber + count, DateOnly.MaxValue.DayNumber));

    private DateOnly WorkingDaysAfter(DateOnly day, int count)
    {
        while (count > 0 && day < DateOnly.MaxValue)
        {
            day = day.AddDays(1);
            if (workingDays.Contains(day.DayOfWeek) && !holidays.Contains(day)) count--;
        }
        return day;
    }

    /// <summary>The first instant of the next day: its midnight, the first of two where clocks went back over it; where they skipped it, what came instead.</summary>
    private Instant EndOf(DateOnly day)
    {
        if (day == DateOnly.MaxValue) return Latest;
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var before = zone.GetUtcOffset(midnight - Reach);
        var after = zone.GetUtcOffset(midnight + Reach);
        if (before == after) return From(midnight - before);
        var change = ChangeAround(midnight, before);
        if (midnight - before < change) return From(midnight - before);
        return From(midnight - after > change ? midnight - after : change);
    }

    /// <summary>The second at which clocks changed. No zone ever changed them twice within so short a time.</summary>
    private DateTime ChangeAround(DateTime midnight, TimeSpan before)
    {
        var (low, high) = (-(int)Reach.TotalSeconds, (int)Reach.TotalSeconds);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (zone.GetUtcOffset(midnight.AddSeconds(middle)) == before) low = middle;
            else high = middle;
        }
        return midnight.AddSeconds(high);
    }

    private static Instant From(DateTime utc) => Instant.From(new DateTimeOffset(utc));
}
