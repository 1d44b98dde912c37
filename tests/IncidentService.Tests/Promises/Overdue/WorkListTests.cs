using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Promises.Overdue;

/// <summary>The work list: promises that nobody has accounted for yet, by due time.</summary>
public abstract class WorkListTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private RunningService service = null!;
    private ApiClient email = null!;
    private ApiClient phone = null!;

    public async ValueTask InitializeAsync()
    {
        service = await Start();
        email = await service.Client("email");
        phone = await service.Client("phone");
    }

    public async ValueTask DisposeAsync()
    {
        email.Dispose();
        phone.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Each_entry_names_its_incident()
    {
        var number = await email.Open(new { subject = "Price match", category = "price-match" });
        var promise = await email.Promise(number, service.In(TimeSpan.FromHours(1)));

        var item = Assert.Single((await phone.Get("/v1/promises")).Expect(HttpStatusCode.OK)["items"]!.AsArray())!.AsObject();

        Assert.Equal(
            (number, "Price match", "open"),
            (item["incident"]!["number"]!.ToString(), item["incident"]!["subject"]!.ToString(), item["incident"]!["state"]!.ToString()));
        item.Remove("incident");
        Assert.Equal(promise.ToJsonString(), item.ToJsonString());
    }

    [Fact]
    public async Task A_promise_of_a_merged_incident_is_listed_under_its_number_with_the_survivor()
    {
        var (merged, survivor) = (await email.Open(), await email.Open());
        await email.Promise(merged, service.In(TimeSpan.FromHours(1)));
        await service.Merge(merged, survivor);

        var item = Assert.Single((await phone.Get("/v1/promises")).Expect(HttpStatusCode.OK)["items"]!.AsArray())!;

        Assert.Equal((merged, survivor), (item["number"]!.ToString(), item["incident"]!["number"]!.ToString()));
    }

    [Fact]
    public async Task One_request_lists_what_is_due_today_or_overdue()
    {
        var number = await email.Open();
        foreach (var hours in new[] { 40, 1, 10, 20 }) await email.Promise(number, service.In(TimeSpan.FromHours(hours)));
        service.Clock.Advance(TimeSpan.FromHours(2));
        await service.SweepNow();

        Assert.Equal("2 overdue, 3 open", await List("?dueBefore=2026-11-22T00:00:00Z"));
        Assert.Equal("2 overdue, 3 open, 4 open, 1 open", await List(""));
    }

    [Fact]
    public async Task The_list_has_only_promises_to_account_for_and_each_filter_narrows_it()
    {
        var number = await email.Open();
        for (var hours = 1; hours <= 6; hours++)
            await (hours % 2 == 0 ? phone : email).Promise(number, service.In(TimeSpan.FromHours(hours)), hours < 4 ? "pricing" : "stock");
        service.Clock.Advance(TimeSpan.FromMinutes(90));
        await service.SweepNow();
        (await email.Settle(number, 2, "kept")).Expect(HttpStatusCode.OK);
        (await email.Settle(number, 3, "broken")).Expect(HttpStatusCode.OK);
        (await email.Settle(number, 4, "broken", "No stock")).Expect(HttpStatusCode.OK);

        Assert.Equal("1 overdue, 3 broken, 5 open, 6 open", await List(""));
        Assert.Equal("1 overdue", await List("?state=overdue"));
        Assert.Equal("3 broken", await List("?state=broken"));
        Assert.Equal("5 open, 6 open", await List("?state=open"));
        Assert.Equal("1 overdue, 3 broken", await List("?team=Pricing"));
        Assert.Equal("6 open", await List("?channel=phone"));
        Assert.Equal("5 open", await List("?channel=email&team=stock&state=open&dueBefore=2026-11-21T15:00:00Z"));
        Assert.Equal("", await List("?team=nobody"));
    }

    [Theory]
    [InlineData("state=kept")]
    [InlineData("channel=fax")]
    [InlineData("dueBefore=tomorrow")]
    [InlineData("team=two words")]
    public async Task An_invalid_filter_is_refused(string filter) =>
        (await email.Get("/v1/promises?" + filter)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task An_unchanged_promise_is_listed_once_while_others_appear_and_disappear_between_pages()
    {
        var numbers = new List<string>();
        for (var count = 0; count < 3; count++) numbers.Add(await email.Open());
        // six at a time have the same due time
        for (var index = 0; index < 30; index++)
            await email.Promise(numbers[index % 3], service.In(TimeSpan.FromMinutes(10 + (index / 6))));

        var seen = new List<string>();
        for (var (cursor, page) = ("", 0); cursor is not null; page++)
        {
            var answer = (await phone.Get($"/v1/promises?limit=4&cursor={cursor}")).Expect(HttpStatusCode.OK);
            seen.AddRange(answer["items"]!.AsArray().Select(promise => $"{promise!["number"]}/{promise["id"]}"));
            cursor = answer["next"]?.ToString();
            await email.Promise(numbers[page % 3], service.In(TimeSpan.FromMinutes(1)));
            if (page == 2) (await email.Settle(numbers[0], 1, "kept")).Expect(HttpStatusCode.OK);
        }

        Assert.Equal(30, seen.Count);
        Assert.Equal(30, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_filter()
    {
        var number = await email.Open();
        for (var count = 0; count < 3; count++) await email.Promise(number, service.In(TimeSpan.FromHours(1)));
        var next = (await email.Get("/v1/promises?limit=1&state=open")).Expect(HttpStatusCode.OK)["next"]!.ToString();

        (await email.Get($"/v1/promises?limit=1&cursor={next}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
        (await email.Get($"/v1/incidents/{number}/promises?limit=1&cursor={next}"))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
        (await email.Get($"/v1/promises?limit=1&state=open&cursor={next}")).Expect(HttpStatusCode.OK);
    }

    private async Task<string> List(string query) =>
        string.Join(
            ", ",
            (await phone.Get("/v1/promises" + query)).Expect(HttpStatusCode.OK)["items"]!
                .AsArray()
                .Select(promise => $"{promise!["id"]} {promise["state"]}"));
}
