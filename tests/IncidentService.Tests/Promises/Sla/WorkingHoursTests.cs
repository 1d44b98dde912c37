using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Promises.Sla;

/// <summary>Time that runs only within working hours, seen in a policy's preview.</summary>
public sealed class WorkingHoursTests
{
    private const string Policy = "Sla:Policies:0:";

    private static readonly Dictionary<string, string?> Settings = new()
    {
        [Policy + "Name"] = "office",
        [Policy + "Zone"] = "Europe/Berlin",
        [Policy + "Holidays:0"] = "2026-12-25",
        [Policy + "WorkingHours:Monday"] = "09:00-17:00",
        [Policy + "WorkingHours:Tuesday"] = "09:00-12:00, 13:00-17:00",
        [Policy + "WorkingHours:Friday"] = "09:00-17:00",
        [Policy + "WorkingHours:Saturday"] = "22:00-24:00",
        [Policy + "WorkingHours:Sunday"] = "00:00-06:00",
        [Policy + "Targets:acknowledge:WorkingHours"] = "1",
        [Policy + "Targets:first-response:WorkingHours"] = "8",
        [Policy + "Targets:final-response:WorkingDays"] = "1",
    };

    [Theory]
    [InlineData("2026-11-23T10:00:00+01:00", "2026-11-23T11:00:00+01:00", "2026-11-24T10:00:00+01:00")] // Monday
    [InlineData("2026-11-23T09:00:00+01:00", "2026-11-23T10:00:00+01:00", "2026-11-23T17:00:00+01:00")] // the whole Monday
    [InlineData("2026-11-23T16:30:00+01:00", "2026-11-24T09:30:00+01:00", "2026-11-27T09:30:00+01:00")] // a break, two days off
    [InlineData("2026-11-24T12:30:00+01:00", "2026-11-24T14:00:00+01:00", "2026-11-27T13:00:00+01:00")] // from the break
    [InlineData("2026-12-24T12:00:00+01:00", "2026-12-26T23:00:00+01:00", "2026-12-27T06:00:00+01:00")] // past a holiday and midnight
    [InlineData("2027-03-27T23:30:00+01:00", "2027-03-28T00:30:00+01:00", "2027-03-29T11:30:00+02:00")] // a night of five hours
    [InlineData("2026-10-24T23:30:00+02:00", "2026-10-25T00:30:00+02:00", "2026-10-26T09:30:00+01:00")] // a night of seven
    public async Task Working_hours_run_only_on_working_days_and_follow_clock_changes(
        string opened, string acknowledge, string firstResponse)
    {
        await using var service = await RunningService.Start(Settings);
        using var client = await service.Client("email");

        var preview = (await client.Get($"/v1/sla-policies/office/preview?opened={Uri.EscapeDataString(opened)}")).Expect(HttpStatusCode.OK);

        var due = preview["targets"]!.AsArray().ToDictionary(
            target => (string)target!["kind"]!, target => (DateTimeOffset)target!["dueAt"]!);
        Assert.Equal(
            (DateTimeOffset.Parse(acknowledge), DateTimeOffset.Parse(firstResponse)), (due["acknowledge"], due["first-response"]));
        Assert.Equal(("office", "Europe/Berlin"), ((string)preview["policy"]!, (string)preview["zone"]!));
    }

    [Fact]
    public async Task An_incident_gets_the_due_times_of_the_preview_whose_default_time_is_now()
    {
        await using var service = await RunningService.Start(Settings);
        using var client = await service.Client("email");

        var preview = (await client.Get("/v1/sla-policies/office/preview")).Expect(HttpStatusCode.OK);
        var card = (await client.Get("/v1/incidents/" + await client.Open())).Expect(HttpStatusCode.OK);

        Assert.Equal(
            preview["targets"]!.AsArray().Select(target => (string)target!["dueAt"]!),
            card["promises"]!.AsArray().Select(promise => (string)promise!["dueAt"]!));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task The_preview_works_at_the_earliest_and_latest_instants(string opened)
    {
        await using var service = await RunningService.Start(Settings);
        using var client = await service.Client("email");

        var preview = (await client.Get("/v1/sla-policies/Office/preview?opened=" + opened)).Expect(HttpStatusCode.OK);

        Assert.Equal(3, preview["targets"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_unknown_policy_and_an_invalid_time_are_refused()
    {
        await using var service = await RunningService.Start(Settings);
        using var client = await service.Client("email");

        (await client.Get("/v1/sla-policies/factory/preview")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        (await client.Get("/v1/sla-policies/office/preview?opened=today")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await client.Get("/v1/sla-policies/office/preview?opened=")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData("17:00-09:00")]
    [InlineData("09:00-17:00, 16:00-18:00")]
    [InlineData("09:00")]
    [InlineData("9-17")]
    [InlineData("")]
    public void Invalid_working_hours_stop_the_start(string hours)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => SlaConfiguration.Read($$"""
            [{ "Name": "a", "Zone": "UTC", "WorkingHours": { "Monday": "{{hours}}" }, "Targets": { "acknowledge": { "WorkingHours": 1 } } }]
            """));

        Assert.StartsWith("Sla:Policies:0:WorkingHours:Monday", fault.Message);
    }

    [Theory]
    [InlineData(""" "Monday": "09:00-09:59" """, "")]
    [InlineData(""" "Monday": "09:00-17:00" """, """ "WorkingDays": ["Tuesday"], """)]
    public void Less_than_an_hour_a_week_on_working_days_stops_the_start(string hours, string days) => Assert.StartsWith(
        "Sla:Policies:0:WorkingHours must come to at least one hour a week on working days",
        Assert.Throws<InvalidOperationException>(() => SlaConfiguration.Read(
            $$"""[{ "Name": "a", "Zone": "UTC", {{days}} "WorkingHours": { {{hours}} } }]""")).Message);

    [Fact]
    public void A_target_in_working_hours_needs_a_policy_with_working_hours() => Assert.StartsWith(
        "Sla:Policies:0 needs WorkingHours",
        Assert.Throws<InvalidOperationException>(() => SlaConfiguration.Read(
            """[{ "Name": "a", "Zone": "UTC", "Targets": { "acknowledge": { "WorkingHours": 1 } } }]""")).Message);
}
