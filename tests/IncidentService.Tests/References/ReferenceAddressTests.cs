using System.Net;
using System.Text;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.References;

/// <summary>A reference's value may contain any text, and its address leads to exactly that value.</summary>
public abstract class ReferenceAddressTests(ServiceFixture fixture) : Suite(fixture)
{
    public static TheoryData<string> Values =>
    [
        "48211", "a/b", "/a//b/", "100%", "%2F", "%252F", "%", "a b", "a+b", "a?b=c&d#e", "…", "…/…", "a/../b", "a/./b", ".hidden", "...",
        "a.", "..a",
        "Straße 5", "日本語-7", "😀/👩‍👩‍👧", "e\u0301", "\"quoted\"", "<b>", "{x}", "a\\b", ";a=1", "~", "'", "a:b@c", "\uFFFD",
        new string('x', 200), string.Concat(Enumerable.Repeat("😀", 100)),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_reference_is_found_at_its_address_by_query_by_lookup_and_at_its_location(string value)
    {
        var number = await fixture.Email.Open();

        var added = await fixture.Email.Put($"/v1/incidents/{number}/references/odd/{Uri.EscapeDataString(value)}");

        var stored = added.Expect(HttpStatusCode.Created)["value"]!.ToString();
        Assert.Equal(value.Normalize(NormalizationForm.FormC), stored);
        Assert.Equal(stored, (await fixture.Email.Get(added.Location!)).Expect(HttpStatusCode.OK)["value"]!.ToString());
        var byQuery = (await fixture.Email.Get("/v1/references?system=odd&value=" + Uri.EscapeDataString(value))).Expect(HttpStatusCode.OK);
        Assert.Equal(number, Assert.Single(byQuery["incidents"]!.AsArray())!["number"]!.ToString());
        Assert.Contains(number, (await fixture.Phone.LookUp(value)).Numbers());
        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Email.Delete(added.Location!)).Status);
        (await fixture.Email.Get(added.Location!)).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
    }

    /// <summary>The ligature stands for 18 characters when it is compared.</summary>
    [Fact]
    public async Task A_value_that_is_longer_when_it_is_compared_is_accepted_as_far_as_every_engine_can_keep_it()
    {
        const string Ligature = "\uFDFA";
        var number = await fixture.Email.Open();
        string Address(int length) =>
            $"/v1/incidents/{number}/references/odd/{Uri.EscapeDataString(string.Concat(Enumerable.Repeat(Ligature, length)))}";

        (await fixture.Email.Put(Address(13))).Expect(HttpStatusCode.Created);
        (await fixture.Email.Put(Address(14))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await fixture.Email.Post("/v1/incidents", new
        {
            contacts = new[] { new { kind = "handle", value = "x:" + string.Concat(Enumerable.Repeat(Ligature, 14)) } },
        })).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData("%FF")]
    [InlineData("%C3")]
    [InlineData("%ED%A0%80")]
    [InlineData("a%")]
    [InlineData("a%4")]
    [InlineData("a%ZZ")]
    [InlineData("%01")]
    [InlineData("%EF%BF%BE")]
    [InlineData("%20")]
    [InlineData("")]
    public async Task A_value_that_is_not_valid_text_is_refused_in_path_and_query(string encoded)
    {
        var (number, key) = (await fixture.Email.Open(), fixture.Email.Key);
        var before = fixture.Service.Rows.Count();

        var path = await RawHttp.Send(
            fixture.Service.Address, key, $"PUT /v1/incidents/{number}/references/odd/{encoded}", "Content-Length: 0");
        var query = await RawHttp.Send(fixture.Service.Address, key, $"GET /v1/references?system=odd&value={encoded}");

        foreach (var (status, text) in new[] { path, query })
        {
            Assert.Equal(400, status);
            Assert.Contains("/problems/invalid-request", text);
            Assert.Contains("\"field\":\"value\"", text);
        }
        Assert.Equal(before, fixture.Service.Rows.Count());
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("\xFF")]
    public async Task An_invalid_request_target_is_refused_as_bad_HTTP(string raw)
    {
        var path = await RawHttp.Send(
            fixture.Service.Address,
            fixture.Email.Key,
            $"PUT /v1/incidents/{await fixture.Email.Open()}/references/odd/{raw}",
            "Content-Length: 0");

        Assert.Equal(400, path.Status);
    }

    [Fact]
    public async Task A_value_that_is_too_long_is_refused()
    {
        var number = await fixture.Email.Open();

        var tooLong = await fixture.Email.Put($"/v1/incidents/{number}/references/odd/{new string('x', 201)}");

        tooLong.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task An_absolute_request_target_gives_the_same_value()
    {
        var number = await fixture.Email.Open();
        var target = new Uri(fixture.Service.Address, $"/v1/incidents/{number}/references/odd/proxy-1");

        var put = await RawHttp.Send(fixture.Service.Address, fixture.Email.Key, $"PUT {target}", "Content-Length: 0");

        Assert.Equal(201, put.Status);
        (await fixture.Email.Get(target.AbsolutePath)).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("x/../odd/a")]
    [InlineData("odd/./a")]
    [InlineData("odd/x/%2e%2E/a")]
    public async Task Dot_segments_never_change_the_value_after_routing(string tail)
    {
        var number = await fixture.Email.Open();

        await RawHttp.Send(
            fixture.Service.Address, fixture.Email.Key, $"PUT /v1/incidents/{number}/references/{tail}", "Content-Length: 0");

        var references = (await fixture.Email.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["references"]!.AsArray();
        Assert.All(references, reference => Assert.Equal("odd/a", $"{reference!["system"]}/{reference["value"]}"));
    }
}
