using IncidentService.Common;

namespace IncidentService.Promises.Sla;

internal enum TimeUnit
{
    Hours,
    Days,
    WorkingDays,
    WorkingHours,
}

/// <summary>The time limit of a target: a number of elapsed hours, calendar days, working days or working hours.</summary>
internal readonly record struct TimeLimit(int Count, TimeUnit Unit);

/// <summary>
/// Computes due times in one time zone. The day of opening is always day 0; a limit of N days ends at the local midnight at the end of day
/// N. Due times after the year 9999 are cut to its end.
/// </summary>
internal sealed class WorkCalendar(
    TimeZoneInfo zone, IReadOnlySet<DayOfWeek> workingDays, IReadOnlySet<DateOnly> holidays, WorkingHours? hours = null)
{
    private static readonly Instant Latest = Instant.From(DateTimeOffset.MaxValue);

    public TimeZoneInfo Zone => zone;

    public Instant FindDueTime(Instant opened, TimeLimit limit) => limit.Unit switch
    {
        TimeUnit.Hours => AddTime(opened, TimeSpan.FromHours(limit.Count)),
        TimeUnit.Days => FindEndOfDay(AddDays(LocalDay.From(opened, zone), limit.Count)),
        TimeUnit.WorkingHours => AddWorkingTime(opened, TimeSpan.FromHours(limit.Count)),
        _ => FindEndOfDay(AddWorkingDays(LocalDay.From(opened, zone), limit.Count)),
    };

    private static Instant AddTime(Instant opened, TimeSpan span) => opened > Latest.Plus(-span) ? Latest : opened.Plus(span);

    private static DateOnly AddDays(DateOnly day, int count) =>
        DateOnly.FromDayNumber(Math.Min(day.DayNumber + count, DateOnly.MaxValue.DayNumber));

    private DateOnly AddWorkingDays(DateOnly day, int count)
    {
        while (count > 0 && day < DateOnly.MaxValue)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day)) count--;
        }
        return day;
    }

    private bool IsWorkingDay(DateOnly day) => workingDays.Contains(day.DayOfWeek) && !holidays.Contains(day);

    /// <summary>
    /// Adds time that runs only within working hours, as long as they really last on a day on which clocks change. The very first day of
    /// the calendar has none, since some of its local times come before all instants.
    /// </summary>
    private Instant AddWorkingTime(Instant opened, TimeSpan left)
    {
        for (var day = LocalDay.From(opened, zone); day < DateOnly.MaxValue; day = day.AddDays(1))
        {
            if (!IsWorkingDay(day) || day == DateOnly.MinValue) continue;
            foreach (var shift in hours?.On(day.DayOfWeek) ?? [])
            {
                var (starts, ends) = (LocalDay.Find(day, shift.From, zone), EndOf(day, shift));
                var from = starts > opened ? starts : opened;
                if (from >= ends) continue;
                var lasts = TimeSpan.FromMicroseconds(ends.Micros - from.Micros);
                if (left <= lasts) return from.Plus(left);
                left -= lasts;
            }
        }
        return Latest;
    }

    private Instant EndOf(DateOnly day, Shift shift) => shift.EndsDay ? FindEndOfDay(day) : LocalDay.Find(day, shift.To, zone);

    private Instant FindEndOfDay(DateOnly day) => day == DateOnly.MaxValue ? Latest : LocalDay.FindStart(day.AddDays(1), zone);
}
