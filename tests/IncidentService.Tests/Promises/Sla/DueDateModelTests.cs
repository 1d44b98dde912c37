using FsCheck;
using FsCheck.Fluent;
using IncidentService.Common;
using IncidentService.Promises.Sla;
using IncidentService.Promises.WorkTime;
using IncidentService.Tests.Faults;

namespace IncidentService.Tests.Promises.Sla;

/// <summary>
/// Compares the calendar with a slow model that counts day by day and checks the clock minute by minute.
/// </summary>
public sealed class DueDateModelTests
{
    private static readonly string[] Shifts =
    [
        "00:00-24:00", "00:00-02:30", "00:01-06:00", "01:30-03:30", "02:15-02:45, 22:45-24:00", "09:00-12:00, 13:00-17:00", "08:00-22:00",
        "23:00-23:59",
    ];

    private static readonly int Rounds = LongForm.Rounds(usual: 1_000, inLongForm: 30_000);

    private static readonly Gen<Question> Questions =
        from zone in Gen.Elements(Calendars.Zones)
        from unit in Gen.Elements(Enum.GetValues<TimeUnit>())
        from count in Gen.Choose(1, 25)
        from anyDay in Gen.Choose(0, 365 * 80)
        from nearAChange in Gen.Elements(ChangesOf(zone))
        from atAChange in Gen.Choose(0, 3)
        from second in Gen.Choose(0, (24 * 60 * 60) - 1)
        from week in Gen.Choose(1, 127)
        from holidays in Gen.Choose(0, 40).ArrayOf()
        from shifts in Gen.Elements(Shifts).ArrayOf(7)
        let day = atAChange == 0 ? new DateTime(1975, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(anyDay) : nearAChange.AddDays(-count)
        select new Question(
            zone,
            day.AddSeconds(second),
            new TimeLimit(count, unit),
            week,
            shifts,
            [.. holidays.Select(holiday => DateOnly.FromDateTime(day).AddDays(holiday))]);

    [Fact]
    public void Every_due_date_equals_that_of_the_day_by_day_model() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Rounds), Prop.ForAll(Questions.ToArbitrary(), question =>
        {
            var days = Enum.GetValues<DayOfWeek>().Where(question.Works).ToHashSet();
            var calendar = new WorkCalendar(Calendars.Zone(question.Zone), days, question.Holidays.ToHashSet(), question.Hours);
            return calendar.FindDueTime(Instant.From(question.Opened), question.Limit) == Instant.From(question.Due());
        }));

    /// <summary>
    /// The days of this century's first half, to within one, on which the zone's clocks changed; some day, where they never did.
    /// </summary>
    private static DateTime[] ChangesOf(string id)
    {
        var zone = Calendars.Zone(id);
        var days = Enumerable.Range(0, 365 * 50).Select(day => new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day)).ToList();
        var changes = days.Where(day => zone.GetUtcOffset(day) != zone.GetUtcOffset(day.AddDays(1))).ToArray();
        return changes.Length > 0 ? changes : [days[0]];
    }

    private sealed record Question(string Zone, DateTime Opened, TimeLimit Limit, int Week, string[] Shifts, DateOnly[] Holidays)
    {
        private readonly TimeZoneInfo zone = Calendars.Zone(Zone);

        public WorkingHours Hours =>
            new(Enum.GetValues<DayOfWeek>().ToDictionary(day => day, day => WorkingHours.ParseDay(Shifts[(int)day])!));

        public bool Works(DayOfWeek day) => (Week & (1 << (int)day)) != 0;

        public DateTime Due()
        {
            if (Limit.Unit == TimeUnit.Hours) return Opened.AddHours(Limit.Count);
            if (Limit.Unit == TimeUnit.WorkingHours) return DueInWorkingHours();
            var day = DateOnly.FromDateTime(Clock(Opened));
            for (var left = Limit.Count; left > 0;)
            {
                day = day.AddDays(1);
                if (Limit.Unit == TimeUnit.Days || (Works(day.DayOfWeek) && !Holidays.Contains(day))) left--;
            }
            var minute = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            while (DateOnly.FromDateTime(Clock(minute)) <= day) minute = minute.AddMinutes(1);
            return minute;
        }

        /// <summary>Counts the minutes at which a clock that is never set back, but waits, shows a working hour.</summary>
        private DateTime DueInWorkingHours()
        {
            var (hours, latest) = (Hours, DateTime.MinValue);
            var left = TimeSpan.FromHours(Limit.Count);
            for (var minute = Opened.Date.AddDays(-2); ; minute = minute.AddMinutes(1))
            {
                if (Clock(minute) is var clock && clock > latest) latest = clock;
                var (from, to) = (minute > Opened ? minute : Opened, minute.AddMinutes(1));
                if (from >= to || !IsWorking(latest, hours)) continue;
                if (left <= to - from) return from + left;
                left -= to - from;
            }
        }

        private bool IsWorking(DateTime clock, WorkingHours hours) =>
            Works(clock.DayOfWeek) && !Holidays.Contains(DateOnly.FromDateTime(clock))
                && hours.On(clock.DayOfWeek).Any(shift =>
                    TimeOnly.FromDateTime(clock) >= shift.From && (shift.EndsDay || TimeOnly.FromDateTime(clock) < shift.To));

        private DateTime Clock(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
    }
}
