using IncidentService.Common;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Reports;

/// <summary>Every report agrees with a simple count.</summary>
public abstract class ReportTests(Engine engine) : Suite(engine)
{
    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kolkata")]
    [InlineData("America/St_Johns")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("America/Santiago")]
    [InlineData("Africa/Cairo")]
    [InlineData("America/Havana")]
    [InlineData("Pacific/Kiritimati")]
    public async Task Reports_count_events_by_the_days_of_their_time_zone(string zone)
    {
        var (from, to) = (new DateOnly(2026, 3, 1), new DateOnly(2026, 11, 9));
        var register = new SeededRegister(seed: zone.Length, count: 2_500, around: Midnights(zone));
        await using var service = await Start();
        using var client = await service.Client("web", "report");
        await register.Plant(service);
        var model = new ReportModel(register, zone, from, to);
        var period = $"?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&zone={zone}";

        Assert.Equal(model.Channels(), await client.Rows("channels" + period));
        Assert.Equal(model.Lookups(), await client.Rows("lookups" + period));
        Assert.Equal(model.LookupsByDay(), await client.Rows("lookups" + period + "&by=day"));
        Assert.Equal(model.Shapes(), await client.Rows("lookups/shapes" + period));
        Assert.Equal(model.Promises(), await client.Rows("promises" + period));
    }

    [Fact]
    public async Task Percentiles_are_actual_values_at_the_nearest_rank_even_for_few_values()
    {
        for (var count = 1; count <= 25; count++)
        {
            var register = new SeededRegister(seed: count, count, around: new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero));
            await using var service = await Start();
            using var client = await service.Client("web", "report");
            await register.Plant(service);
            var model = new ReportModel(register, "UTC", new DateOnly(2026, 10, 23), new DateOnly(2026, 11, 21));

            Assert.Equal(model.Channels(), await client.Rows("channels"));
            Assert.Equal(model.Lookups(), await client.Rows("lookups"));
        }
    }

    [Fact]
    public async Task The_slowest_channel_is_named_beside_the_fastest()
    {
        await using var service = await Start();
        using var client = await service.Client("web", "report");
        using var email = await service.Client("email");
        using var social = await service.Client("social");

        await Answer(service, email, after: TimeSpan.FromSeconds(90));
        Assert.Null((await client.Report("channels"))["fairness"]);
        await Answer(service, social, after: TimeSpan.FromSeconds(4));

        var fairness = (await client.Report("channels"))["fairness"]!;
        Assert.Equal(
            ("email", "social", "22.5000"),
            (fairness["slowest"]!.ToString(), fairness["fastest"]!.ToString(), fairness["ratio"]!.ToString()));
    }

    [Fact]
    public async Task An_empty_register_has_a_row_of_zeros_for_each_channel_and_no_percentiles()
    {
        await using var service = await Start();
        using var client = await service.Client("web", "report");

        Assert.Equal(Channels.All.Select(channel => $"{channel},0,0,0,,,0,0,,,0,0,0,,0,"), await client.Rows("channels"));
        Assert.Equal(Channels.All.Select(channel => $",{channel},0,0,,0,0,0,,"), await client.Rows("lookups"));
        Assert.Equal(6 * 30, (await client.Rows("lookups?by=day")).Length);
        Assert.Empty(await client.Rows("lookups/shapes"));
        Assert.Empty(await client.Rows("promises"));
        Assert.Null((await client.Report("channels"))["fairness"]);
    }

    private static async Task Answer(RunningService service, ApiClient desk, TimeSpan after)
    {
        var number = await desk.Open();
        service.Clock.Advance(after);
        (await desk.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "Yes." }))
            .Expect(System.Net.HttpStatusCode.Created);
    }

    /// <summary>Local midnights of the first and last days, and around the clock changes of 2026 in two zones.</summary>
    private static DateTimeOffset[] Midnights(string zone) =>
    [
        .. new DateTime[]
        {
            new(2026, 3, 1), new(2026, 3, 8), new(2026, 3, 9), new(2026, 3, 29), new(2026, 3, 30), new(2026, 4, 5), new(2026, 4, 24),
            new(2026, 9, 6), new(2026, 10, 4),
            new(2026, 10, 25), new(2026, 10, 26), new(2026, 10, 30), new(2026, 11, 1), new(2026, 11, 2), new(2026, 11, 10),
        }.Select(day => new DateTimeOffset(day, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(day))),
    ];
}
