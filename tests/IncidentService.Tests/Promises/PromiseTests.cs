using System.Net;
using IncidentService.Common;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Promises;

/// <summary>What the customer was promised, when it is due, and which team keeps it.</summary>
public abstract class PromiseTests(ServiceFixture fixture) : Suite(fixture)
{
    private RunningService Service => fixture.Service;

    [Fact]
    public async Task A_promise_is_at_its_address_on_the_card_and_in_the_timeline()
    {
        var number = await fixture.Email.Open();
        var dueAt = Service.In(TimeSpan.FromHours(24));

        var made = await fixture.Email.Post(
            $"/v1/incidents/{number}/promises", new { text = "Someone will call you within 24 hours", dueAt, team = "Pricing" },
            ("X-Agent", "Kim"));

        var promise = made.Expect(HttpStatusCode.Created);
        Assert.Equal($"/v1/incidents/{number}/promises/1", made.Location);
        Assert.Equal(
            ("promise", "open", "Someone will call you within 24 hours", dueAt, "pricing", "Kim", "email"),
            (
                promise["kind"]!.ToString(),
                promise["state"]!.ToString(),
                promise["text"]!.ToString(),
                promise["dueAt"]!.ToString(),
                promise["team"]!.ToString(),
                promise["promisedBy"]!.ToString(), promise["promisedIn"]!.ToString()));
        Assert.Equal(promise.ToJsonString(), (await fixture.Phone.Get(made.Location!)).Text);
        var card = (await fixture.Phone.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        Assert.Equal(promise.ToJsonString(), card["promises"]![0]!.ToJsonString());
        var line = card["timeline"]!.AsArray()[^1]!;
        Assert.Equal(("promise.made", "Someone will call you within 24 hours"), (line["type"]!.ToString(), line["text"]!.ToString()));
        Assert.Equal(
            (number, "1", dueAt),
            (line["facts"]!["number"]!.ToString(), line["facts"]!["promise"]!.ToString(), line["facts"]!["dueAt"]!.ToString()));
    }

    [Fact]
    public async Task The_team_of_a_promise_is_the_given_one_or_that_of_the_caller_or_that_of_the_incident()
    {
        var number = await fixture.Email.Open(new { team = "owners" });
        using var caller = new ApiClient(Service.Address, await Service.Key("phone", ["read", "write"], teams: "callers"));
        var dueAt = Service.In(TimeSpan.FromHours(1));

        Assert.Equal("named", (await caller.Promise(number, dueAt, "named"))["team"]!.ToString());
        Assert.Equal("callers", (await caller.Promise(number, dueAt))["team"]!.ToString());
        Assert.Equal("owners", (await fixture.Phone.Promise(number, dueAt))["team"]!.ToString());
    }

    [Theory]
    [InlineData("""{"dueAt":"2099-01-01T00:00:00Z"}""", "text")]
    [InlineData("""{"text":" ","dueAt":"2099-01-01T00:00:00Z"}""", "text")]
    [InlineData("""{"text":"We call"}""", "dueAt")]
    [InlineData("""{"text":"We call","dueAt":""}""", "dueAt")]
    [InlineData("""{"text":"We call","dueAt":"tomorrow"}""", "dueAt")]
    [InlineData("""{"text":"We call","dueAt":"2099-01-01T00:00:00"}""", "dueAt")]
    [InlineData("""{"text":"We call","dueAt":"2026-11-21T09:30:00Z"}""", "dueAt")]
    [InlineData("""{"text":"We call","dueAt":"1999-11-21T09:30:00Z"}""", "dueAt")]
    [InlineData("""{"text":"We call","dueAt":"2099-01-01T00:00:00Z","team":"two words"}""", "team")]
    public async Task An_invalid_promise_is_refused_and_changes_nothing(string body, string field)
    {
        var number = await fixture.Email.Open();
        var before = Service.Rows.Count();

        var problem = (await fixture.Email.Post($"/v1/incidents/{number}/promises", body))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.ToString());
        Assert.Equal(before, Service.Rows.Count());
    }

    [Fact]
    public async Task The_number_of_open_promises_of_an_incident_is_limited()
    {
        var number = await fixture.Email.Open();
        var dueAt = Service.In(TimeSpan.FromHours(1));
        await Task.WhenAll(Enumerable.Range(0, Limits.ItemsOfIncident).Select(_ => fixture.Email.Promise(number, dueAt)));

        var refused = await fixture.Email.Post($"/v1/incidents/{number}/promises", new { text = "One more", dueAt });
        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "too-many-items");

        (await fixture.Email.Settle(number, 1, "kept")).Expect(HttpStatusCode.OK);
        Assert.Equal(Limits.ItemsOfIncident + 1, (int)(await fixture.Email.Promise(number, dueAt))["id"]!);
    }

    [Fact]
    public async Task The_list_of_an_incident_has_promises_of_every_state_oldest_first_in_pages()
    {
        var number = await fixture.Email.Open();
        for (var hours = 5; hours > 0; hours--) await fixture.Email.Promise(number, Service.In(TimeSpan.FromHours(hours)));
        (await fixture.Email.Settle(number, 2, "kept")).Expect(HttpStatusCode.OK);
        (await fixture.Email.Settle(number, 4, "withdrawn")).Expect(HttpStatusCode.OK);

        var seen = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await fixture.Phone.Get($"/v1/incidents/{number}/promises?limit=2&cursor={cursor}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(promise => $"{promise!["id"]} {promise["state"]}"));
            cursor = page["next"]?.ToString();
        }

        Assert.Equal(["1 open", "2 kept", "3 open", "4 withdrawn", "5 open"], seen);
    }

    [Fact]
    public async Task Promises_of_a_merged_incident_keep_their_number_and_new_ones_belong_to_the_survivor()
    {
        var (merged, survivor) = (await fixture.Email.Open(), await fixture.Email.Open());
        var dueAt = Service.In(TimeSpan.FromHours(2));
        await fixture.Email.Promise(merged, dueAt);
        await fixture.Email.Promise(survivor, dueAt);
        await Service.Merge(merged, survivor);

        var later = await fixture.Email.Post($"/v1/incidents/{merged}/promises", new { text = "And another", dueAt });

        later.Expect(HttpStatusCode.Created);
        Assert.Equal($"/v1/incidents/{survivor}/promises/2", later.Location);
        Assert.Equal(merged, (await fixture.Email.ReadPromise(merged, 1))["number"]!.ToString());
        Assert.Equal(survivor, (await fixture.Email.ReadPromise(survivor, 1))["number"]!.ToString());
        foreach (var asked in new[] { merged, survivor })
        {
            var list = (await fixture.Email.Get($"/v1/incidents/{asked}/promises")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
            Assert.Equal(
                [$"{merged} 1", $"{survivor} 1", $"{survivor} 2"], list.Select(promise => $"{promise!["number"]} {promise["id"]}"));
        }
        (await fixture.Email.Settle(merged, 1, "kept", "Called")).Expect(HttpStatusCode.OK);
        Assert.Equal("open", (await fixture.Email.ReadPromise(survivor, 1))["state"]!.ToString());
        var line = (await fixture.Email.Get($"/v1/incidents/{survivor}/timeline?limit=200"))
            .Expect(HttpStatusCode.OK)["items"]!.AsArray()[^1]!;
        Assert.Equal(
            (survivor, "promise.kept", merged),
            (line["number"]!.ToString(), line["type"]!.ToString(), line["facts"]!["number"]!.ToString()));
    }

    [Fact]
    public async Task A_missing_promise_and_a_missing_incident_have_different_problems()
    {
        var number = await fixture.Email.Open();

        (await fixture.Email.Get($"/v1/incidents/{number}/promises/1")).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
        (await fixture.Email.Settle(number, 1, "kept")).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
        (await fixture.Email.Settle("867530912374", 1, "kept")).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
    }

    [Fact]
    public async Task A_redaction_removes_the_text_of_a_promise_and_keeps_the_promise()
    {
        var number = await fixture.Email.Open();
        await fixture.Email.Promise(number, Service.In(TimeSpan.FromHours(1)));

        (await fixture.Email.Post($"/v1/incidents/{number}/timeline/2/redaction", new { })).Expect(HttpStatusCode.OK);

        var promise = await fixture.Email.ReadPromise(number, 1);
        Assert.Null(promise["text"]);
        Assert.Equal("open", promise["state"]!.ToString());
    }
}
