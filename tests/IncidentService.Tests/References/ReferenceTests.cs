using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.References;

/// <summary>References: an exclusive one belongs to one incident, a shared one to any number.</summary>
public abstract class ReferenceTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string value = "T-" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task An_exclusive_reference_held_elsewhere_is_refused_naming_the_holder()
    {
        var (holder, other) = (await fixture.Email.Open(Under("zendesk")), await fixture.Email.Open());
        var before = fixture.Service.Rows.Count();

        var put = (await fixture.Email.Put($"/v1/incidents/{other}/references/zendesk/{value}"))
            .ExpectProblem(HttpStatusCode.Conflict, "reference-held");
        var opened = (await fixture.Email.Post("/v1/incidents", Under("zendesk"))).ExpectProblem(HttpStatusCode.Conflict, "reference-held");

        Assert.Equal((holder, holder), (put["holder"]!.ToString(), opened["holder"]!.ToString()));
        Assert.Equal(before, fixture.Service.Rows.Count());
    }

    [Fact]
    public async Task A_shared_reference_belongs_to_as_many_incidents_as_wanted()
    {
        var (first, second) = (await fixture.Email.Open(Under("order")), await fixture.Email.Open(Under("order")));

        var found = (await fixture.Phone.Get("/v1/references?system=order&value=" + value)).Expect(HttpStatusCode.OK);

        Assert.False((bool)found["exclusive"]!);
        Assert.Equal(
            new[] { first, second }.Order(), found["incidents"]!.AsArray().Select(incident => incident!["number"]!.ToString()).Order());
    }

    [Fact]
    public async Task Putting_and_deleting_are_idempotent()
    {
        var number = await fixture.Email.Open();
        var address = $"/v1/incidents/{number}/references/zendesk/{value}";

        var added = await fixture.Email.Put(address);
        var again = await fixture.Email.Put(address);
        added.Expect(HttpStatusCode.Created);
        again.Expect(HttpStatusCode.OK);
        Assert.Equal((added.Text, added.ETag), (again.Text, again.ETag));

        var removed = await fixture.Email.Delete(address);
        var gone = await fixture.Email.Delete(address);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent, removed.ETag), (removed.Status, gone.Status, gone.ETag));
        (await fixture.Email.Get(address)).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
        (await fixture.Email.Get("/v1/references?system=zendesk&value=" + value))
            .ExpectProblem(HttpStatusCode.NotFound, "reference-unknown");
    }

    [Fact]
    public async Task Case_and_width_do_not_matter_unless_the_system_says_so()
    {
        var (folded, exact) = (await fixture.Email.Open(Under("zendesk")), await fixture.Email.Open(Under("git")));
        var fullWidth = string.Concat(value.Select(character => (char)(character + 0xFEE0)));

        foreach (var way in new[] { value.ToLowerInvariant(), value.ToUpperInvariant(), $" {value} ", fullWidth })
            Assert.Equal(folded, First(await fixture.Phone.Get("/v1/references?system=ZENDESK&value=" + Uri.EscapeDataString(way))));
        Assert.Equal(exact, First(await fixture.Phone.Get("/v1/references?system=git&value=" + value)));
        (await fixture.Phone.Get("/v1/references?system=git&value=" + value.ToUpperInvariant()))
            .ExpectProblem(HttpStatusCode.NotFound, "reference-unknown");
        (await fixture.Phone.Put($"/v1/incidents/{folded}/references/git/{value.ToUpperInvariant()}")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Concurrent_find_or_open_requests_open_one_incident()
    {
        var address = "/v1/references?system=zendesk&value=" + value;

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => fixture.Email.Put(address, new { subject = "Tiles" })));

        answers.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.OK);
        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(15, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Single(answers.Select(answer => answer["number"]!.ToString()).Distinct());
    }

    [Fact]
    public async Task Find_or_open_uses_its_body_only_for_a_new_incident()
    {
        var address = "/v1/references?system=zendesk&value=" + value;
        var opened = await fixture.Email.Put(address, new { subject = "First", references = new[] { new { system = "zendesk", value } } });

        var found = (await fixture.Phone.Put(address, new { subject = "Second" })).Expect(HttpStatusCode.OK);

        Assert.Equal(("First", "email"), (found["subject"]!.ToString(), found["channel"]!.ToString()));
        Assert.Equal(value, Assert.Single(opened.Expect(HttpStatusCode.Created)["references"]!.AsArray())!["value"]!.ToString());
    }

    [Fact]
    public async Task Find_or_open_is_refused_in_a_shared_system() =>
        (await fixture.Email.Put("/v1/references?system=order&value=" + value, new { }))
            .ExpectProblem(HttpStatusCode.Conflict, "reference-shared");

    [Fact]
    public async Task Find_or_open_with_if_match_opens_no_incident()
    {
        var before = fixture.Service.Rows.Count();

        foreach (var tag in new[] { "*", "\"867530912374.1\"" })
            (await fixture.Email.Put("/v1/references?system=zendesk&value=" + value, new { }, ("If-Match", tag)))
                .ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");

        Assert.Equal(before, fixture.Service.Rows.Count());
    }

    [Fact]
    public async Task One_call_accepts_at_most_fifty_references()
    {
        object Body(int count) =>
            new { references = Enumerable.Range(0, count).Select(index => new { system = "zendesk", value = value + index }) };

        var problem = (await fixture.Email.Post("/v1/incidents", Body(51))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        var card = (await fixture.Email.Post("/v1/incidents", Body(50))).Expect(HttpStatusCode.Created);

        Assert.Equal("references", problem["errors"]![0]!["field"]!.ToString());
        Assert.Equal(50, card["references"]!.AsArray().Count);
    }

    private static string First(Answer answer) => answer.Expect(HttpStatusCode.OK)["incidents"]![0]!["number"]!.ToString();

    private object Under(string system) => new { references = new[] { new { system, value } } };
}
