using IncidentService.Common;

namespace IncidentService.Promises.WorkTime;

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

    /// <summary>The due time after a pause, in elapsed time.</summary>
    public static Instant Prolong(Instant due, Instant paused, Instant resumed) =>
        due == Latest ? Latest : AddTime(due, TimeSpan.FromMicroseconds(resumed.Micros - paused.Micros));

    /// <summary>
    /// The due time after a pause: what was left of the limit when it began runs from its end, as a limit runs from an opening. A day on
    /// which the pause begins is not over, so it is left, too. A due time that is none of this calendar is prolonged by the elapsed time.
    /// </summary>
    public Instant Prolong(Instant due, Instant paused, Instant resumed, TimeUnit unit)
    {
        if (due <= paused || due == Latest) return due;
        var found = unit switch
        {
            TimeUnit.WorkingHours when CountWorkingTime(paused, due) is { Ticks: > 0 } left => AddWorkingTime(resumed, left),
            TimeUnit.Days when IsEndOfDay(due) => FindEndOfDay(AddDays(LocalDay.From(resumed, zone), CountDays(paused, due))),
            TimeUnit.WorkingDays when IsEndOfDay(due) => FindEndOfDay(AddWorkingDays(resumed, CountWorkingDays(paused, due))),
            _ => Prolong(due, paused, resumed),
        };
        return found > due ? found : due;
    }

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

    /// <summary>If none is left after this day, it is the day itself that is, or the next working day.</summary>
    private DateOnly AddWorkingDays(Instant from, int count)
    {
        var day = LocalDay.From(from, zone);
        return AddWorkingDays(day, count == 0 && !IsWorkingDay(day) ? 1 : count);
    }

    private bool IsEndOfDay(Instant due) => due == LocalDay.FindStart(LocalDay.From(due, zone), zone);

    /// <summary>The days after that of an instant, up to the one that ends at the due time.</summary>
    private int CountDays(Instant from, Instant due) => LocalDay.From(due, zone).DayNumber - 1 - LocalDay.From(from, zone).DayNumber;

    private int CountWorkingDays(Instant from, Instant due)
    {
        var day = LocalDay.From(from, zone);
        return Enumerable.Range(1, CountDays(from, due)).Count(after => IsWorkingDay(day.AddDays(after)));
    }

    private bool IsWorkingDay(DateOnly day) => workingDays.Contains(day.DayOfWeek) && !holidays.Contains(day);

    /// <summary>
    /// Adds time that runs only within working hours, as long as they really last on a day on which clocks change. The very first day of
    /// the calendar has none, since some of its local times come before all instants.
    /// </summary>
    private Instant AddWorkingTime(Instant opened, TimeSpan left)
    {
        foreach (var (from, ends) in ListShifts(opened))
        {
            var lasts = TimeSpan.FromMicroseconds(ends.Micros - from.Micros);
            if (left <= lasts) return from.Plus(left);
            left -= lasts;
        }
        return Latest;
    }

    private TimeSpan CountWorkingTime(Instant from, Instant to) => ListShifts(from).TakeWhile(shift => shift.From < to).Aggregate(
        TimeSpan.Zero,
        (sum, shift) => sum + TimeSpan.FromMicroseconds((shift.Ends < to ? shift.Ends : to).Micros - shift.From.Micros));

    /// <summary>The working hours from an instant on.</summary>
    private IEnumerable<(Instant From, Instant Ends)> ListShifts(Instant opened)
    {
        for (var day = LocalDay.From(opened, zone); day < DateOnly.MaxValue; day = day.AddDays(1))
        {
            if (!IsWorkingDay(day) || day == DateOnly.MinValue) continue;
            foreach (var shift in hours?.On(day.DayOfWeek) ?? [])
            {
                var (starts, ends) = (LocalDay.Find(day, shift.From, zone), EndOf(day, shift));
                var from = starts > opened ? starts : opened;
                if (from < ends) yield return (from, ends);
            }
        }
    }

    private Instant EndOf(DateOnly day, Shift shift) => shift.EndsDay ? FindEndOfDay(day) : LocalDay.Find(day, shift.To, zone);

    private Instant FindEndOfDay(DateOnly day) => day == DateOnly.MaxValue ? Latest : LocalDay.FindStart(day.AddDays(1), zone);
}
