using FsCheck;
using FsCheck.Fluent;
using IncidentService.Common;
using IncidentService.Promises.Sla;
using IncidentService.Promises.WorkTime;
using IncidentService.Tests.Faults;

namespace IncidentService.Tests.Promises.Sla;

/// <summary>
/// Compares due times that pauses have moved with a slow model: a clock that goes minute by minute, and counts nothing during a pause.
/// </summary>
public sealed class PauseModelTests
{
    private const string Shifts = "08:00-12:00, 13:00-17:00";

    private static readonly int Rounds = LongForm.Rounds(usual: 1_000, inLongForm: 30_000);

    private static readonly Gen<Question> Questions =
        from zone in Gen.Elements(Calendars.Zones)
        from unit in Gen.Elements(Enum.GetValues<TimeUnit>())
        from count in Gen.Choose(1, 6)
        from minute in Gen.Choose(0, 60 * 24 * 365 * 10)
        from week in Gen.Choose(1, 127)
        from holidays in Gen.Choose(0, 30).ArrayOf()
        from pauses in Gen.Choose(1, 4_000).Two().ArrayOf(4)
        let opened = new DateTime(2013, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute)
        select new Question(
            zone, opened, new TimeLimit(count, unit), week,
            [.. holidays.Select(day => DateOnly.FromDateTime(opened).AddDays(day))], pauses);

    [Fact]
    public void Every_due_time_after_pauses_equals_that_of_the_minute_by_minute_model() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Rounds),
            Prop.ForAll(Questions.ToArbitrary(), question => question.Due() == question.ModelDue()));

    private sealed record Question(
        string Zone, DateTime Opened, TimeLimit Limit, int Week, DateOnly[] Holidays, (int Runs, int Stands)[] Pauses)
    {
        private readonly TimeZoneInfo zone = Calendars.Zone(Zone);
        private readonly WorkingHours hours =
            new(Enum.GetValues<DayOfWeek>().ToDictionary(day => day, _ => WorkingHours.ParseDay(Shifts)!));

        public Instant Due()
        {
            var days = Enum.GetValues<DayOfWeek>().Where(Works).ToHashSet();
            var calendar = new WorkCalendar(zone, days, Holidays.ToHashSet(), hours);
            var due = calendar.FindDueTime(Instant.From(Opened), Limit);
            foreach (var (from, to) in Spans()) due = calendar.Prolong(due, Instant.From(from), Instant.From(to), Limit.Unit);
            return due;
        }

        public Instant ModelDue()
        {
            var left = Limit.Unit is TimeUnit.Hours or TimeUnit.WorkingHours ? Limit.Count * 60 : Limit.Count;
            var clock = DateTime.MinValue; // a clock that is never set back, but waits
            for (var minute = Opened.AddDays(-1); ; minute = minute.AddMinutes(1))
            {
                var before = clock;
                if (Clock(minute) > clock) clock = Clock(minute);
                if (minute <= Opened || IsPaused(minute.AddMinutes(-1))) continue;
                if (Resumes(minute.AddMinutes(-1)) && LeavesNoWorkingDay(left, before)) left = 1;
                if (Passes(before, clock, ref left)) return Instant.From(minute);
            }
        }

        /// <summary>The rest of a working day cannot be had on a day off, so the next working day is left.</summary>
        private bool LeavesNoWorkingDay(int left, DateTime clock) =>
            Limit.Unit == TimeUnit.WorkingDays && left == 0 && !IsWorkingDay(DateOnly.FromDateTime(clock));

        private bool Resumes(DateTime minute) => Spans().Any(span => minute == span.To);

        /// <summary>Counts the minute that ends; true if the limit ends with it.</summary>
        private bool Passes(DateTime clock, DateTime next, ref int left)
        {
            var (day, following) = (DateOnly.FromDateTime(clock), DateOnly.FromDateTime(next));
            switch (Limit.Unit)
            {
                case TimeUnit.Hours:
                    return --left == 0;
                case TimeUnit.WorkingHours:
                    return IsWorkingDay(day) && IsInShift(TimeOnly.FromDateTime(clock)) && --left == 0;
                case TimeUnit.Days when following > day:
                    return left-- == 0;
                case TimeUnit.WorkingDays when following > day && left == 0:
                    return IsWorkingDay(day);
                case TimeUnit.WorkingDays when following > day && IsWorkingDay(following):
                    left--;
                    return false;
                default:
                    return false;
            }
        }

        private static bool IsInShift(TimeOnly time) => time.Hour is (>= 8 and < 12) or (>= 13 and < 17);

        private bool IsWorkingDay(DateOnly day) => Works(day.DayOfWeek) && !Holidays.Contains(day);

        private bool Works(DayOfWeek day) => (Week & (1 << (int)day)) != 0;

        private bool IsPaused(DateTime minute) => Spans().Any(span => minute >= span.From && minute < span.To);

        private IEnumerable<(DateTime From, DateTime To)> Spans()
        {
            var at = Opened;
            foreach (var (runs, stands) in Pauses)
            {
                var from = at.AddMinutes(runs);
                at = from.AddMinutes(stands);
                yield return (from, at);
            }
        }

        private DateTime Clock(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
    }
}
