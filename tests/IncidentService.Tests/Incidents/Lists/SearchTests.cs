using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Incidents.Lists;

/// <summary>Lists take filters in the URL; searches take filters that must not be in a URL.</summary>
public abstract class SearchTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string category = "c" + Guid.NewGuid().ToString("N")[..12];

    [Fact]
    public async Task All_given_filters_apply_together()
    {
        var byEmail = await fixture.Email.Open(new { category, team = "web-desk" });
        var byPhone = await fixture.Phone.Open(new { category });
        await fixture.Phone.Post($"/v1/incidents/{byPhone}/timeline", new { direction = "out", text = "Which colour?" });

        Assert.Equal([byPhone, byEmail], await List("state=open"));
        Assert.Equal([byEmail], await List("channel=email"));
        Assert.Equal([byEmail], await List("team=web-desk"));
        Assert.Equal([byPhone], await List("waitingOn=customer"));
        Assert.Equal([byEmail], await List("waitingOn=us"));
        Assert.Empty(await List("state=closed"));
        Assert.Empty(await List("channel=phone&team=web-desk"));
    }

    [Fact]
    public async Task A_time_range_includes_its_start_and_excludes_its_end()
    {
        var first = await fixture.Email.Open(new { category });
        var start = (await fixture.Email.Get("/v1/incidents/" + first))["openedAt"]!.ToString();
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));
        var second = await fixture.Email.Open(new { category });
        var end = (await fixture.Email.Get("/v1/incidents/" + second))["openedAt"]!.ToString();
        await fixture.Email.Patch("/v1/incidents/" + first, new { team = "later" });

        Assert.Equal([second, first], await List($"openedFrom={start}"));
        Assert.Equal([first], await List($"openedFrom={start}&openedTo={end}"));
        Assert.Equal([second], await List($"openedFrom={Uri.EscapeDataString(end.Replace("Z", "+00:00"))}"));
        Assert.Equal([second, first], await List($"updatedFrom={end}"));
        Assert.Empty(await List($"updatedTo={end}"));
    }

    [Fact]
    public async Task Pages_have_every_incident_once_while_others_are_opened_at_the_same_instant()
    {
        var numbers = new List<string>();
        for (var index = 0; index < 7; index++) numbers.Add(await fixture.Email.Open(new { category }));
        var (seen, next) = (new List<string>(), (string?)null);
        do
        {
            var page = (await fixture.Phone.Get($"/v1/incidents?category={category}&limit=2" + (next is null ? "" : "&cursor=" + next)))
                .Expect(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["number"]!.ToString()));
            next = page["next"]?.ToString();
            await fixture.Email.Open(new { category });
        }
        while (next is not null);

        Assert.Equal(numbers.AsEnumerable().Reverse(), seen);
    }

    [Theory]
    [InlineData("{0}😀", "{0}")]
    [InlineData("😡{0}!", "{0}")]
    [InlineData("{0}𐐷𐐸", "{0}𐐷")]
    public async Task A_word_is_found_next_to_any_punctuation(string subject, string words)
    {
        var word = "w" + category;
        var number = await fixture.Email.Open(new { category, subject = string.Format(subject, word) });

        var found = (await fixture.Email.Post("/v1/incidents/search", new { words = string.Format(words, word) }))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(number, Assert.Single(found["items"]!.AsArray())!["number"]!.ToString());
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_filter()
    {
        for (var index = 0; index < 2; index++) await fixture.Email.Open(new { category });
        var next = (await fixture.Email.Get($"/v1/incidents?category={category}&limit=1")).Expect(HttpStatusCode.OK)["next"]!.ToString();

        foreach (var query in new[] { "limit=1", $"category={category}&state=open", "category=other" })
            (await fixture.Email.Get($"/v1/incidents?{query}&cursor={next}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
        (await fixture.Email.Get($"/v1/lookups?cursor={next}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
        (await fixture.Email.Get($"/v1/incidents?category={category}&limit=200&cursor={next}")).Expect(HttpStatusCode.OK);
        (await fixture.Email.Post("/v1/incidents/search", new { category, cursor = next })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_merged_incident_is_listed_as_its_survivor_and_found_by_its_own_data()
    {
        var word = "w" + category;
        var (merged, survivor) = (await fixture.Email.Open(new { category, subject = word }), await fixture.Email.Open(new { category }));
        await fixture.Service.Merge(merged, survivor);

        Assert.Equal([survivor], await List("state=open"));
        Assert.Equal([survivor], await Search(new { words = word }));
    }

    [Fact]
    public async Task Words_are_found_by_prefix_regardless_of_case_and_accents()
    {
        var (tag, other) = (category, "d" + category);
        var number = await fixture.Email.Open(
            new { subject = $"Crème brûlée {tag}", message = new { direction = "in", text = "ÉCOLE, Größe 42; naïve" } });
        await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Łódź ﬁne print" });
        await fixture.Email.Open(new { subject = $"Something else {other}" });

        foreach (
            var words in new[] { "creme", "BRULEE", "brûl", "école", "ecole naive", "größe 42", "łódź", "fine pri", "42 creme", "“ecole”!" })
            Assert.Equal([number], await Search(new { words = $"{tag} {words}" }));
        foreach (var words in new[] { "reme", "rulee", "ecolex", "creme somethin" })
            Assert.Empty(await Search(new { words = $"{tag} {words}" }));
    }

    [Theory]
    [InlineData("!!!")]
    [InlineData("a")]
    [InlineData("– ,")]
    public async Task A_search_without_usable_words_is_refused_instead_of_listing_everything(string words)
    {
        var problem = (await fixture.Email.Post("/v1/incidents/search", new { words }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("words", problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task A_search_combines_contact_reference_words_and_filters()
    {
        var (email, order) = ($"{category}@example.com", "W-" + category);
        object Body(string subject) =>
            new { subject, category, contacts = new[] { new { kind = "email", value = email } }, references = new[] { new { system = "order", value = order } } };
        var drill = await fixture.Email.Open(Body("Drill"));
        var tiles = await fixture.Phone.Open(Body("Tiles"));

        Assert.Equal(
            [tiles, drill],
            await Search(
                new { contact = new { kind = "email", value = email.ToUpperInvariant() }, reference = new { system = "order", value = order } }));
        Assert.Equal([drill], await Search(new { contact = new { kind = "email", value = email }, words = "drill" }));
        Assert.Equal([tiles], await Search(new { reference = new { system = "order", value = order }, channel = "phone", state = "open" }));
        Assert.Empty(await Search(new { contact = new { kind = "email", value = email }, channel = "store" }));
    }

    private async Task<string[]> List(string query) => (await fixture.Phone.Get($"/v1/incidents?category={category}&{query}")).Numbers();

    private async Task<string[]> Search(object body) => (await fixture.Phone.Post("/v1/incidents/search", body)).Numbers();
}
