using IncidentService.Common;
using IncidentService.Promises.Sla;
using IncidentService.Promises.WorkTime;

namespace IncidentService.Tests.Promises.Sla;

/// <summary>
/// Due dates worked out by hand. Times are written with the offset that clocks in the zone had, so that each can be checked against a
/// calendar.
/// </summary>
public sealed class DueDateTests
{
    [Theory]
    // the night has 23 hours: an hour later by the clock
    [InlineData("Europe/London", "2026-03-28T12:00:00+00:00", 24, "2026-03-29T13:00:00+01:00")]
    [InlineData("Europe/London", "2026-10-24T12:00:00+01:00", 24, "2026-10-25T11:00:00+00:00")] // and 25 in autumn
    [InlineData("America/Havana", "2026-11-01T00:30:00-04:00", 1, "2026-11-01T00:30:00-05:00")] // the hour that comes twice
    [InlineData("Asia/Kolkata", "2026-12-31T23:59:59.999999+05:30", 1, "2027-01-01T00:59:59.999999+05:30")]
    public void Hours_are_elapsed_time(string zone, string opened, int hours, string due) =>
        Falls(zone, opened, hours, TimeUnit.Hours, due);

    [Theory]
    // the 22nd is day 0, the 23rd day 1, and its end is the 24th at midnight
    [InlineData("UTC", "2026-11-22T00:00:00Z", 1, "2026-11-24T00:00:00Z")]
    [InlineData("UTC", "2026-11-22T23:59:59.999999Z", 1, "2026-11-24T00:00:00Z")] // however late on the 22nd
    [InlineData("UTC", "2026-11-23T00:00:00Z", 1, "2026-11-25T00:00:00Z")] // midnight belongs to the day that it begins
    [InlineData("Europe/London", "2026-11-22T09:30:00Z", 7, "2026-11-30T00:00:00Z")]
    [InlineData("Europe/London", "2026-09-01T00:30:00+01:00", 56, "2026-10-28T00:00:00Z")] // September's other 29 days and October's 27
    public void Opening_day_is_day_0_and_the_last_day_counts_to_its_end(string zone, string opened, int days, string due) =>
        Falls(zone, opened, days, TimeUnit.Days, due);

    [Theory]
    [InlineData("America/New_York", "2026-11-22T21:00:00-05:00", "2026-11-24T00:00:00-05:00")] // the 23rd in UTC
    [InlineData("Asia/Tokyo", "2026-11-23T01:00:00+09:00", "2026-11-25T00:00:00+09:00")] // the 22nd in UTC
    [InlineData("Asia/Kolkata", "2026-11-22T23:59:00+05:30", "2026-11-24T00:00:00+05:30")]
    [InlineData("Asia/Kolkata", "2026-11-23T00:00:00+05:30", "2026-11-25T00:00:00+05:30")]
    [InlineData("Asia/Kathmandu", "2026-11-22T17:45:00+05:45", "2026-11-24T00:00:00+05:45")]
    // clocks go back by half an hour on the 5th
    [InlineData("Australia/Lord_Howe", "2026-04-04T07:00:00+11:00", "2026-04-06T00:00:00+10:30")]
    [InlineData("Pacific/Kiritimati", "2026-11-22T23:59:00+14:00", "2026-11-24T00:00:00+14:00")]
    [InlineData("Pacific/Kiritimati", "2026-11-23T00:30:00+14:00", "2026-11-25T00:00:00+14:00")] // this instant …
    [InlineData("Pacific/Pago_Pago", "2026-11-21T23:30:00-11:00", "2026-11-23T00:00:00-11:00")] // … is two dates earlier here
    public void Days_are_those_of_the_zone(string zone, string opened, string due) => Falls(zone, opened, 1, TimeUnit.Days, due);

    [Theory]
    [InlineData("Europe/London", "2026-03-27T12:00:00Z", 1, "2026-03-29T00:00:00+00:00")] // clocks go forward at 01:00 on Sunday the 29th
    [InlineData("Europe/London", "2026-03-27T12:00:00Z", 2, "2026-03-30T00:00:00+01:00")]
    [InlineData("Europe/London", "2026-10-23T13:00:00+01:00", 1, "2026-10-25T00:00:00+01:00")] // and back at 02:00 on Sunday the 25th
    [InlineData("Europe/London", "2026-10-23T13:00:00+01:00", 2, "2026-10-26T00:00:00+00:00")]
    // from 23:00 on the 28th to midnight, which is there
    [InlineData("America/Nuuk", "2026-03-27T12:00:00-02:00", 1, "2026-03-29T00:00:00-01:00")]
    public void Midnight_is_midnight_by_the_clock_of_that_day(string zone, string opened, int days, string due) =>
        Falls(zone, opened, days, TimeUnit.Days, due);

    [Theory]
    // first Sunday from 2 September, 00:00 to 01:00
    [InlineData("America/Santiago", "2026-09-04T11:00:00-04:00", 1, "2026-09-06T01:00:00-03:00")]
    [InlineData("Asia/Beirut", "2026-03-27T12:00:00+02:00", 1, "2026-03-29T01:00:00+03:00")] // last Sunday of March
    [InlineData("America/Havana", "2026-03-06T10:00:00-05:00", 1, "2026-03-08T01:00:00-04:00")] // second Sunday of March
    [InlineData("Africa/Cairo", "2026-04-22T10:00:00+02:00", 1, "2026-04-24T01:00:00+03:00")] // last Friday of April
    // from 23:30 to 00:30: midnight in the middle of what is skipped
    [InlineData("America/Toronto", "1919-03-29T10:00:00-05:00", 1, "1919-03-31T00:30:00-04:00")]
    [InlineData("Pacific/Apia", "2011-12-28T10:00:00-10:00", 1, "2011-12-31T00:00:00+14:00")] // Samoa had no 30 December
    // its missing day counts, and ends when it would have begun
    [InlineData("Pacific/Apia", "2011-12-28T10:00:00-10:00", 2, "2011-12-31T00:00:00+14:00")]
    public void If_clocks_skip_midnight_the_day_ends_at_the_first_instant_of_the_next(string zone, string opened, int days, string due) =>
        Falls(zone, opened, days, TimeUnit.Days, due);

    [Theory]
    // 01:00 becomes 00:00: the second midnight is an hour later
    [InlineData("America/Havana", "2026-10-30T11:00:00-04:00", "2026-11-01T00:00:00-04:00")]
    [InlineData("Atlantic/Azores", "2026-10-23T12:00:00+00:00", "2026-10-25T00:00:00+00:00")] // likewise
    [InlineData("America/St_Johns", "2010-11-05T12:00:00-02:30", "2010-11-07T00:00:00-02:30")] // 00:01 became 23:01 of the day before
    public void If_midnight_occurs_twice_the_first_counts(string zone, string opened, string due) =>
        Falls(zone, opened, 1, TimeUnit.Days, due);

    [Theory]
    [InlineData("America/Santiago", "2026-04-03T12:00:00-03:00", "2026-04-05T00:00:00-04:00")]
    [InlineData("Asia/Beirut", "2026-10-23T12:00:00+03:00", "2026-10-25T00:00:00+02:00")]
    [InlineData("America/Nuuk", "2026-10-23T12:00:00-01:00", "2026-10-25T00:00:00-02:00")]
    public void If_clocks_go_back_at_midnight_the_day_has_an_extra_hour(string zone, string opened, string due) =>
        Falls(zone, opened, 1, TimeUnit.Days, due);

    [Theory]
    [InlineData("2028-02-27T12:00:00Z", 2, "2028-03-01T00:00:00Z")] // 29 February is day 2
    [InlineData("2026-02-27T12:00:00Z", 2, "2026-03-02T00:00:00Z")] // 1 March is
    [InlineData("2100-02-27T12:00:00Z", 2, "2100-03-02T00:00:00Z")] // 2100 is no leap year
    [InlineData("2028-02-29T12:00:00Z", 366, "2029-03-02T00:00:00Z")] // 365 days on is 28 February 2029
    [InlineData("2026-12-30T12:00:00Z", 3, "2027-01-03T00:00:00Z")]
    public void Days_run_over_leap_days_and_the_end_of_the_year(string opened, int days, string due) =>
        Falls("UTC", opened, days, TimeUnit.Days, due);

    [Theory]
    [InlineData("2026-11-19T12:00:00Z", 1, "2026-11-21T00:00:00Z")] // Thursday to Friday's end
    [InlineData("2026-11-20T12:00:00Z", 2, "2026-11-25T00:00:00Z")] // from Friday, Monday and Tuesday
    [InlineData("2026-11-21T12:00:00Z", 2, "2026-11-25T00:00:00Z")] // from Saturday, the same
    [InlineData("2026-11-22T12:00:00Z", 2, "2026-11-25T00:00:00Z")] // from Sunday, the same
    [InlineData("2026-11-23T12:00:00Z", 2, "2026-11-26T00:00:00Z")] // from Monday, Tuesday and Wednesday
    [InlineData("2026-11-23T12:00:00Z", 10, "2026-12-08T00:00:00Z")] // two weeks
    [InlineData("2028-02-28T12:00:00Z", 1, "2028-03-01T00:00:00Z")] // 29 February 2028 is a Tuesday
    public void Weekends_are_not_working_days_whatever_the_opening_day(string opened, int days, string due) =>
        Falls("UTC", opened, days, TimeUnit.WorkingDays, due);

    [Theory]
    // Christmas is a Friday; 26 December is a Saturday anyway
    [InlineData("2026-12-24T12:00:00Z", 1, "2026-12-29T00:00:00Z", "2026-12-25", "2026-12-26")]
    // with Monday off in its place
    [InlineData("2026-12-24T12:00:00Z", 1, "2026-12-30T00:00:00Z", "2026-12-25", "2026-12-26", "2026-12-28")]
    [InlineData("2026-12-25T12:00:00Z", 1, "2026-12-29T00:00:00Z", "2026-12-25")] // opened on a holiday
    [InlineData("2026-12-30T12:00:00Z", 3, "2027-01-06T00:00:00Z", "2027-01-01")] // Thursday 31, Monday 4, Tuesday 5
    [InlineData("2026-11-23T12:00:00Z", 1, "2026-11-25T00:00:00Z", "2026-11-23", "2026-11-26")] // neither falls between
    // a week off but Monday
    [InlineData("2026-12-21T12:00:00Z", 1, "2026-12-29T00:00:00Z", "2026-12-22", "2026-12-23", "2026-12-24", "2026-12-25")]
    public void Holidays_are_not_working_days_and_on_a_weekend_change_nothing(string opened, int days, string due, params string[] holidays) =>
        Falls("UTC", opened, days, TimeUnit.WorkingDays, due, [.. holidays.Select(day => DateOnly.Parse(day, null))]);

    [Fact]
    public void Holidays_do_not_affect_calendar_days() =>
        Falls("UTC", "2026-12-24T12:00:00Z", 1, TimeUnit.Days, "2026-12-26T00:00:00Z", [new DateOnly(2026, 12, 25)]);

    [Theory]
    [InlineData("Pacific/Kiritimati", "2026-11-23T00:30:00+14:00", "2026-11-26T00:00:00+14:00")] // a Monday there: Tuesday and Wednesday
    // the same instant is a Saturday here: Monday and Tuesday
    [InlineData("Pacific/Pago_Pago", "2026-11-21T23:30:00-11:00", "2026-11-25T00:00:00-11:00")]
    // from Thursday over the Sunday that begins at 01:00: Friday and Monday
    [InlineData("America/Santiago", "2026-09-03T11:00:00-04:00", "2026-09-08T00:00:00-03:00")]
    public void Working_days_are_those_of_the_zone(string zone, string opened, string due) =>
        Falls(zone, opened, 2, TimeUnit.WorkingDays, due);

    [Fact]
    public void The_working_week_is_configurable()
    {
        HashSet<DayOfWeek> sundayToThursday =
            [DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday];
        var calendar = new WorkCalendar(Calendars.Zone("Asia/Riyadh"), sundayToThursday, new HashSet<DateOnly>());

        Assert.Equal(
            Calendars.At("2026-11-23T00:00:00+03:00"),
            calendar.FindDueTime(Calendars.At("2026-11-19T12:00:00+03:00"), new TimeLimit(1, TimeUnit.WorkingDays)));
    }

    [Fact]
    public void Due_dates_exist_for_the_earliest_and_latest_instants()
    {
        var last = Instant.From(DateTimeOffset.MaxValue);
        var first = Instant.From(DateTimeOffset.MinValue);
        Instant[] instants =
            [first, first.Plus(TimeSpan.FromHours(13)), last.Plus(TimeSpan.FromDays(-2)), last.Plus(TimeSpan.FromHours(-13)), last];
        foreach (var zone in Calendars.Zones)
        {
            foreach (var limit in Enum.GetValues<TimeUnit>().SelectMany(unit => new TimeLimit[] { new(1, unit), new(10_000, unit) }))
            {
                var due = instants.Select(opened => Calendars.Week(zone).FindDueTime(opened, limit)).ToList();
                Assert.All(instants.Zip(due), pair => Assert.True(pair.First <= pair.Second && pair.Second <= last));
                Assert.Equal(last, due[^1]);
            }
        }
    }

    private static void Falls(string zone, string opened, int count, TimeUnit unit, string due, params DateOnly[] holidays) =>
        Assert.Equal(Calendars.At(due), Calendars.Week(zone, holidays).FindDueTime(Calendars.At(opened), new TimeLimit(count, unit)));
}
