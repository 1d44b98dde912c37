using System.Net;
using IncidentNumbers;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.NumberBlocks;

/// <summary>Incidents are opened later under reserved numbers.</summary>
public abstract class OpeningReservedTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task The_first_request_opens_the_incident_and_every_later_one_gets_it()
    {
        var number = (await fixture.Till.Reserve(2))[0];

        var opened = await fixture.Till.OpenReserved(
            number, new { subject = "First", contacts = new[] { new { kind = "email", value = "anna@example.com" } } });
        var again = await fixture.Till.OpenReserved(number, new { subject = "Second" });

        var card = opened.Expect(HttpStatusCode.Created);
        Assert.Equal(
            (number, "First", "store", "/v1/incidents/" + number),
            ((string)card["number"]!, (string)card["subject"]!, (string)card["channel"]!, opened.Location));
        Assert.Equal((HttpStatusCode.OK, opened.Text, opened.ETag), (again.Status, again.Text, again.ETag));
        Assert.Equal(card.ToJsonString(), (await fixture.Phone.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK).ToJsonString());
        Assert.Equal("exact", (await fixture.Phone.LookUp(number)).Outcome());
    }

    [Fact]
    public async Task A_number_of_an_expired_block_can_be_opened_by_any_key_of_the_channel()
    {
        await using var service = await Start();
        using var till = await service.Client("store");
        using var office = await service.Client("store", "write");
        var number = (await till.Reserve(1))[0];
        service.Clock.Advance(TimeSpan.FromDays(400));

        var opened = await office.OpenReserved(number);

        Assert.Equal(number, opened.Expect(HttpStatusCode.Created)["number"]!.ToString());
        Assert.Empty(opened["timeline"]!.AsArray());
    }

    [Fact]
    public async Task Another_channel_is_refused_and_learns_the_owner_of_the_number()
    {
        var numbers = await fixture.Till.Reserve(2);
        (await fixture.Till.OpenReserved(numbers[0])).Expect(HttpStatusCode.Created);

        foreach (var number in numbers)
        {
            var problem = (await fixture.Phone.OpenReserved(number)).ExpectProblem(HttpStatusCode.Forbidden, "reserved-elsewhere");
            Assert.Equal("It was reserved by Test store, for store.", problem["detail"]!.ToString());
        }
        Assert.Equal("reserved", (await fixture.Phone.LookUp(numbers[1])).Outcome());
    }

    [Fact]
    public async Task A_number_outside_of_blocks_cannot_be_chosen()
    {
        var before = fixture.Service.Rows.Count();
        var taken = await fixture.Till.Open();
        var opened = fixture.Service.Rows.Count();

        (await fixture.Till.OpenReserved(IncidentNumber.Mint().ToString())).ExpectProblem(HttpStatusCode.Conflict, "number-not-reserved");
        (await fixture.Till.OpenReserved(taken)).ExpectProblem(HttpStatusCode.Conflict, "number-taken");
        (await fixture.Till.OpenReserved("123456789012")).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");

        Assert.NotEqual(before, opened);
        Assert.Equal(opened, fixture.Service.Rows.Count());
    }

    [Fact]
    public async Task Trying_numbers_costs_guesses()
    {
        await using var service = await Start(new() { ["Limits:MissesPerMinute"] = "4" });
        using var till = await service.Client("store");
        using var phone = await service.Client("phone");
        var reserved = await till.Reserve(2);
        for (var round = 0; round < 4; round++) await till.OpenReserved(IncidentNumber.Mint().ToString());
        for (var round = 0; round < 4; round++) await phone.OpenReserved(reserved[0]);

        foreach (var number in new[] { reserved[0], IncidentNumber.Mint().ToString() })
        {
            (await till.OpenReserved(number)).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-guesses");
            (await phone.OpenReserved(number)).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-guesses");
        }
    }

    [Fact]
    public async Task If_match_must_name_the_version_of_the_incident_and_matches_nothing_before_it_exists()
    {
        var number = (await fixture.Till.Reserve(1))[0];

        (await fixture.Till.OpenReserved(number, null, ("If-Match", "*")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");
        (await fixture.Till.OpenReserved(number, null, ("Idempotency-Key", "1")))
            .ExpectProblem(HttpStatusCode.BadRequest, "misplaced-header");
        var opened = await fixture.Till.OpenReserved(number);
        (await fixture.Till.OpenReserved(number, null, ("If-Match", "\"1\"")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");

        Assert.Equal(opened.Text, (await fixture.Till.OpenReserved(number, null, ("If-Match", opened.ETag!))).Text);
    }

    [Fact]
    public async Task A_number_that_was_merged_since_returns_the_survivor()
    {
        var (number, survivor) = ((await fixture.Till.Reserve(1))[0], await fixture.Phone.Open());
        (await fixture.Till.OpenReserved(number)).Expect(HttpStatusCode.Created);
        (await fixture.Phone.Post($"/v1/incidents/{number}/merge", new { into = survivor })).Expect(HttpStatusCode.OK);

        var card = (await fixture.Till.OpenReserved(number)).Expect(HttpStatusCode.OK);

        Assert.Equal((survivor, number), ((string)card["number"]!, (string)card["askedFor"]!));
    }

    [Fact]
    public async Task A_refused_request_leaves_the_number_reserved()
    {
        var held = new { references = new[] { new { system = "zendesk", value = "T-" + Guid.NewGuid().ToString("N") } } };
        await fixture.Email.Open(held);
        var number = (await fixture.Till.Reserve(1))[0];

        (await fixture.Till.OpenReserved(number, held)).ExpectProblem(HttpStatusCode.Conflict, "reference-held");
        (await fixture.Till.OpenReserved(number, new { approvals = new[] { new { type = "waiver" } } }))
            .ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");

        Assert.Equal("reserved", (await fixture.Phone.LookUp(number)).Outcome());
        (await fixture.Till.OpenReserved(number)).Expect(HttpStatusCode.Created);
    }
}
