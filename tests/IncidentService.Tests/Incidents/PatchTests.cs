using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Incidents;

/// <summary>JSON merge patch: fields that are not named stay, null removes a field, and If-Match guards the change.</summary>
public abstract class PatchTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task A_key_with_only_the_scope_write_sees_nothing_of_the_incident_it_changes()
    {
        var number = await fixture.Email.Open(
            new { subject = "Secret subject", contacts = new[] { new { kind = "email", value = "anna@example.com" } } });
        using var writer = await fixture.Service.Client("web", "write");

        var changed = await writer.Patch("/v1/incidents/" + number, new { category = "tiles" });

        Assert.Equal("tiles", changed.Expect(HttpStatusCode.OK)["category"]!.ToString());
        Assert.DoesNotContain("Secret", changed.Text);
        Assert.DoesNotContain("anna@", changed.Text);
    }

    [Fact]
    public async Task Omitted_fields_stay_and_null_removes_a_value()
    {
        var address = await Open();

        var named = (await fixture.Email.Patch(address, """{"category":"tiles"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            ("Drill", "tiles", "web-desk"), (named["subject"]!.ToString(), named["category"]!.ToString(), named["team"]!.ToString()));

        var removed = (await fixture.Email.Patch(address, """{"subject":null,"team":null}""", ("Content-Type", "application/merge-patch+json")))
            .Expect(HttpStatusCode.OK);
        Assert.True(removed["subject"] is null && removed["team"] is null);
        Assert.Equal("tiles", removed["category"]!.ToString());
        Assert.Equal(
            ["subject", "team"], removed["timeline"]!.AsArray()[^1]!["facts"]!["changed"]!.AsArray().Select(name => name!.ToString()));
    }

    [Fact]
    public async Task A_patch_without_an_effect_does_not_raise_the_version()
    {
        var address = await Open();
        var before = (await fixture.Email.Get(address)).ETag;

        Assert.Equal(before, (await fixture.Email.Patch(address, "{}")).ETag);
        Assert.Equal(before, (await fixture.Email.Patch(address, new { subject = "Drill", category = "price-match" })).ETag);
    }

    [Fact]
    public async Task The_old_subject_remains_in_the_timeline()
    {
        var address = await Open();

        await fixture.Phone.Patch(address, new { subject = "Drill, two of them" });

        var lines = (await fixture.Phone.Get(address)).Expect(HttpStatusCode.OK)["timeline"]!.AsArray();
        Assert.Equal(["Drill", "Drill, two of them"], lines.Select(line => line!["text"]!.ToString()));
    }

    [Fact]
    public async Task Changes_without_if_match_are_serialised_and_with_an_outdated_one_refused()
    {
        var address = await Open();
        var read = (await fixture.Email.Get(address)).ETag!;

        var won = await fixture.Phone.Patch(address, new { category = "a" }, ("If-Match", read));
        var lost = await fixture.Email.Patch(address, new { category = "b" }, ("If-Match", read));
        var unguarded = await fixture.Email.Patch(address, new { category = "c" });

        won.Expect(HttpStatusCode.OK);
        Assert.Contains(won.ETag!, lost.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed")["detail"]!.ToString());
        Assert.Equal("c", unguarded.Expect(HttpStatusCode.OK)["category"]!.ToString());
    }

    [Fact]
    public async Task Of_many_changes_with_one_etag_exactly_one_succeeds()
    {
        var address = await Open();
        var read = (await fixture.Email.Get(address)).ETag!;

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(index => fixture.Email.Patch(address, new { category = "c" + index }, ("If-Match", read))));

        answers.ExpectOnly(HttpStatusCode.OK, HttpStatusCode.PreconditionFailed);
        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(11, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task A_weak_etag_never_matches_and_a_star_or_one_of_several_etags_does()
    {
        var address = await Open();
        async Task<HttpStatusCode> With(Func<string, string> header) =>
            (await fixture.Email.Patch(
                address,
                new { category = Guid.NewGuid().ToString("N") },
                ("If-Match", header((await fixture.Email.Get(address)).ETag!)))).Status;

        Assert.Equal(HttpStatusCode.PreconditionFailed, await With(tag => "W/" + tag));
        Assert.Equal(HttpStatusCode.OK, await With(_ => "*"));
        Assert.Equal(HttpStatusCode.OK, await With(tag => "\"other\", " + tag));
        Assert.Equal(HttpStatusCode.BadRequest, await With(tag => tag.Trim('"')));
        Assert.Equal(HttpStatusCode.BadRequest, await With(_ => ","));
    }

    [Fact]
    public async Task An_unchanged_incident_gets_304_for_a_strong_weak_or_star_etag()
    {
        var address = await Open();
        var tag = (await fixture.Email.Get(address)).ETag!;

        foreach (var given in new[] { tag, "W/" + tag, "\"other\", " + tag, "*" })
        {
            var unchanged = await fixture.Phone.Get(address, ("If-None-Match", given));
            Assert.Equal((HttpStatusCode.NotModified, tag, ""), (unchanged.Status, unchanged.ETag, unchanged.Text));
        }
        foreach (var given in new[] { "\"other\"", "nonsense" }) (await fixture.Phone.Get(address, ("If-None-Match", given)))
            .Expect(HttpStatusCode.OK);
        await fixture.Email.Patch(address, new { category = "changed" });
        (await fixture.Phone.Get(address, ("If-None-Match", tag))).Expect(HttpStatusCode.OK);
    }

    private async Task<string> Open() =>
        "/v1/incidents/" + await fixture.Email.Open(new { subject = "Drill", category = "price-match", team = "web-desk" });
}
