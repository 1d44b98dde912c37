using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Lookup.PhoneMenus;

/// <summary>Phone menus send forms, with the key as the password of HTTP Basic.</summary>
public abstract class PhoneMenuTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string email = $"anna{Guid.NewGuid():N}@example.com";

    [Fact]
    public async Task A_form_with_basic_authentication_is_answered_like_json()
    {
        var number = await fixture.Email.Open();
        using var http = new HttpClient { BaseAddress = fixture.Service.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("menu:" + fixture.Phone.Key)));

        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["quoted"] = number, ["customerPresent"] = "true", ["waitSeconds"] = "30" });
        using var response = await http.PostAsync("/v1/lookups", form);

        var found = (await Infrastructure.Answer.Read(response)).Expect(HttpStatusCode.OK);
        Assert.Equal("exact", found.Outcome());
        Assert.Equal(30, (int)found.Match()["card"]!["interactions"]!["waitSeconds"]!);
        Assert.StartsWith("Incident ", found["spoken"]!.ToString());
    }

    [Fact]
    public async Task Other_fields_of_a_form_are_hints()
    {
        var number = await fixture.Email.Open(new { contacts = new[] { new { kind = "email", value = email } } });

        Assert.Equal(["email"], (await Ask($"quoted={number}&email={email}")).Match()["agree"].Strings());
        Assert.Equal([number], (await Ask($"hints.email={email}")).Numbers());
    }

    [Theory]
    [InlineData("quoted=1&quoted=2", "quoted")]
    [InlineData("quoted=1&customerPresent=perhaps", "customerPresent")]
    [InlineData("quoted=1&waitSeconds=1e3", "waitSeconds")]
    [InlineData("quoted=%00", "quoted")]
    [InlineData("quoted=%EF%BF%BE", "quoted")]
    [InlineData("quoted=%FF", "quoted")]
    [InlineData("quoted=%C3", "quoted")]
    [InlineData("quoted=%4", "quoted")]
    [InlineData("quoted=%%%", "quoted")]
    [InlineData("quoted=1&%FF=2", "body")]
    [InlineData("quoted=1&hints.email=a@b.c&email=d@e.f", "email")]
    [InlineData("quoted=1&QUOTED=2", "QUOTED")]
    [InlineData("quoted=1&hints.a%20b=2", "hints")]
    [InlineData("quoted=1&customerPresnt=true", "customerPresnt")]
    [InlineData("", "quoted")]
    public async Task An_ambiguous_form_is_refused_by_the_name_of_its_field(string form, string field)
    {
        using var content = Form(form);

        var problem = (await fixture.Phone.Post("/v1/lookups", content)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Contains(problem["errors"]!.AsArray(), error => error!["field"]!.ToString() == field);
    }

    [Fact]
    public async Task A_form_in_another_encoding_than_utf8_is_refused()
    {
        using var content = Form("quoted=\u00FF");

        (await fixture.Phone.Post("/v1/lookups", content)).ExpectProblem(HttpStatusCode.BadRequest, "malformed-body");
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16")]
    public async Task Another_kind_of_form_is_refused(string type)
    {
        using var content = Form("quoted=1");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        (await fixture.Phone.Post("/v1/lookups", content)).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task A_phone_menu_with_the_scope_status_gets_no_card_and_no_contact()
    {
        using var menu = await fixture.Service.Client("phone", "status");
        var number = await fixture.Email.Open(new { subject = "Tiles", contacts = new[] { new { kind = "email", value = email } } });
        await fixture.Email.Open(new { contacts = new[] { new { kind = "email", value = email } } });

        foreach (var quoted in new[] { number, Typos.WrongDigit(number), email })
        {
            var found = await menu.LookUp(quoted);
            Assert.All(
                found["matches"]!.AsArray(),
                match => Assert.True(match!["card"] is null && match["summary"] is null && match["state"]!.ToString() == "open"));
            Assert.DoesNotContain("Tiles", found.ToJsonString());
            Assert.DoesNotContain("@", found.ToJsonString());
        }
    }

    private static ByteArrayContent Form(string form) =>
        new(Encoding.Latin1.GetBytes(form)) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") } };

    private async Task<JsonNode> Ask(string form)
    {
        using var content = Form(form);
        return (await fixture.Phone.Post("/v1/lookups", content)).Expect(HttpStatusCode.OK);
    }
}
