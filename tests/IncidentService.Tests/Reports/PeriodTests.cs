using System.Net;
using IncidentService.Common;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Reports;

public abstract class PeriodTests(ServiceFixture fixture) : Suite(fixture)
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25)]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", 23)]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", 25)]
    [InlineData("Asia/Kolkata", "2026-03-29", "2026-03-28T18:30:00Z", 24)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", 24.5)]
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", 23)] // clocks go forward from 24:00 to 1:00
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", 25)] // and from 1:00 back to 0:00
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", 0)] // a day that was skipped
    public void A_local_day_begins_at_its_first_instant_by_the_local_clock(string zone, string day, string starts, double hours)
    {
        var (place, date) = (TimeZoneInfo.FindSystemTimeZoneById(zone), DateOnly.Parse(day));
        var begins = LocalDay.FindStart(date, place).ToDateTimeOffset();

        Assert.Equal(DateTimeOffset.Parse(starts), begins);
        Assert.Equal(TimeSpan.FromHours(hours), LocalDay.FindStart(date.AddDays(1), place).ToDateTimeOffset() - begins);
    }

    [Fact]
    public async Task Without_dates_a_report_covers_the_last_thirty_days_of_its_zone()
    {
        using var client = await fixture.Service.Client("web", "report");

        var utc = (await client.Report("channels"))["period"]!;
        // 14 hours ahead: it is the 22nd there when it is half past ten in the morning here
        var islands = (await client.Report("promises?zone=Pacific/Kiritimati"))["period"]!;

        Assert.Equal("""{"from":"2026-10-23","to":"2026-11-21","zone":"UTC"}""", utc.ToJsonString());
        Assert.Equal("""{"from":"2026-10-23","to":"2026-11-21","zone":"Pacific/Kiritimati"}""", islands.ToJsonString());
    }

    [Theory]
    [InlineData("from=2026-11-02&to=2026-11-01", "from")]
    [InlineData("from=2025-11-20&to=2026-11-21", "from")]
    [InlineData("from=2026-11-31", "from")]
    [InlineData("from=21.11.2026", "from")]
    [InlineData("from=1969-12-31", "from")]
    [InlineData("to=9999-12-31", "to")]
    [InlineData("to=2026-11-21T00:00:00Z", "to")]
    [InlineData("zone=Europe/Atlantis", "zone")]
    [InlineData("zone=../../../etc/passwd", "zone")]
    [InlineData("zone=/etc/localtime", "zone")]
    [InlineData("zone=UTC%0A", "zone")]
    [InlineData("zone=%2B02:00", "zone")]
    public async Task Invalid_days_and_zones_are_refused_by_name(string query, string field)
    {
        using var client = await fixture.Service.Client("web", "report");

        foreach (var report in new[] { "lookups", "lookups/shapes", "channels", "promises" })
        {
            var problem = (await client.Get($"/v1/reports/{report}?{query}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal(field, problem["errors"]![0]!["field"]!.ToString());
        }
    }

    [Theory]
    [InlineData("lookups?by=hour")]
    [InlineData("lookups?by=")]
    [InlineData("channels?by=day")]
    [InlineData("lookups/shapes?limit=0")]
    [InlineData("lookups/shapes?limit=201")]
    public async Task An_unknown_parameter_of_a_report_is_refused(string report)
    {
        using var client = await fixture.Service.Client("web", "report");

        (await client.Get("/v1/reports/" + report)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task A_report_can_cover_a_leap_year_at_both_ends_of_the_calendar()
    {
        using var client = await fixture.Service.Client("web", "report");

        Assert.Equal(6 * 366, (await client.Rows("lookups?from=2024-01-01&to=2024-12-31&by=day&zone=America/New_York")).Length);
        await client.Rows("channels?from=1970-01-01&to=1970-01-01&zone=Pacific/Kiritimati");
        await client.Rows("channels?from=9998-12-31&to=9998-12-31&zone=Etc/GMT%2B12");
        Assert.Equal(6 * 5, (await client.Rows("lookups?from=2011-12-28&to=2012-01-02&by=day&zone=Pacific/Apia")).Length);
    }
}
