using IncidentService.Common;

namespace IncidentService.Promises.Sla;

internal enum TimeUnit
{
    Hours,
    Days,
    WorkingDays,
}

/// <summary>The time limit of a target: a number of elapsed hours, calendar days or working days.</summary>
internal readonly record struct TimeLimit(int Count, TimeUnit Unit);

/// <summary>
/// Computes due times in one time zone. The day of opening is always day 0; a limit of N days ends at the local midnight at the end of day
/// N. Due times after the year 9999 are cut to its end.
/// </summary>
internal sealed class WorkCalendar(TimeZoneInfo zone, IReadOnlySet<DayOfWeek> workingDays, IReadOnlySet<DateOnly> holidays)
{
    private static readonly Instant Latest = Instant.From(DateTimeOffset.MaxValue);

    public Instant FindDueTime(Instant opened, TimeLimit limit) => limit.Unit switch
    {
        TimeUnit.Hours => AddWorkingTime(opened, TimeSpan.FromHours(limit.Count)),
        TimeUnit.Days => FindEndOfDay(AddDays(LocalDay.From(opened, zone), limit.Count)),
        _ => FindEndOfDay(AddWorkingDays(LocalDay.From(opened, zone), limit.Count)),
    };

    private static Instant AddWorkingTime(Instant opened, TimeSpan span) => opened > Latest.Plus(-span) ? Latest : opened.Plus(span);

    private static DateOnly AddDays(DateOnly day, int count) =>
        DateOnly.FromDayNumber(Math.Min(day.DayNumber + count, DateOnly.MaxValue.DayNumber));

    private DateOnly AddWorkingDays(DateOnly day, int count)
    {
        while (count > 0 && day < DateOnly.MaxValue)
        {
            day = day.AddDays(1);
            if (workingDays.Contains(day.DayOfWeek) && !holidays.Contains(day)) count--;
        }
        return day;
    }

    private Instant FindEndOfDay(DateOnly day) => day == DateOnly.MaxValue ? Latest : LocalDay.FindStart(day.AddDays(1), zone);
}
