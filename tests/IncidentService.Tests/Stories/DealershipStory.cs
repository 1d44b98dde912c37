using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Stories;

/// <summary>
/// The dealership: three visits for one part, a promised call that never came, and then calls that ask for a good survey.
/// </summary>
public abstract class DealershipStory(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const string Phone = "+1 555 010 0142";
    private const string Address = "maria@example.com";
    private RunningService service = null!;
    private ApiClient desk = null!;
    private ApiClient survey = null!;
    private string number = "";

    public async ValueTask InitializeAsync()
    {
        service = await Start();
        desk = await service.Client("store");
        survey = await service.Client("web", "write");
        number = await desk.Open(new
        {
            subject = "Part was not ordered",
            contacts = new[] { new { kind = "phone", value = Phone }, new { kind = "email", value = Address } },
            promises = new[] { new { text = "We call you when the part is in", dueAt = "2026-11-21T17:00:00Z", team = "service" } },
        });
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        survey.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Three_visits_are_three_contacts_on_one_card()
    {
        await desk.LookUpPresent(number);
        await desk.LookUpPresent(null, new { phone = Phone });
        (await desk.Post($"/v1/incidents/{number}/interactions", new { kind = "visit", note = "The car came back dirty." }))
            .Expect(HttpStatusCode.Created);

        Assert.Equal(3, (int)(await desk.LookUp(Address)).Match()["card"]!["interactions"]!["count"]!);
    }

    [Fact]
    public async Task The_broken_promise_stays_visible_until_somebody_accounts_for_it()
    {
        service.Clock.Advance(TimeSpan.FromHours(10));
        await Eventually.IsTrue(
            async () => (await Promises()).Any(promise => promise!["state"]!.ToString() == "overdue"), "the call is overdue");

        (await desk.Put($"/v1/incidents/{number}/promises/1/outcome", new { outcome = "broken" })).Expect(HttpStatusCode.OK);
        Assert.Equal("broken", Assert.Single(await Promises())!["state"]!.ToString());

        (await desk.Put(
            $"/v1/incidents/{number}/promises/1/outcome",
            new { outcome = "broken", note = "Nobody had ordered the part. Apologised; ordered it now." }))
            .Expect(HttpStatusCode.OK);
        Assert.Empty(await Promises());
    }

    [Fact]
    public async Task One_survey_is_allowed_a_second_refused_and_after_an_opt_out_every_survey_of_this_customer_is_refused()
    {
        var other = await desk.Open(new { subject = "Winter tyres", contacts = new[] { new { kind = "phone", value = Phone } } });

        Assert.True(await Allowed("phone", Phone, "survey", number));
        Assert.False(await Allowed("phone", Phone, "survey", number));
        Assert.False(await Allowed("email", Address, "review", number));
        (await desk.Post("/v1/contact-permissions/opt-outs", new { contact = new { kind = "email", value = Address } }))
            .Expect(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromDays(400));
        Assert.False(await Allowed("email", Address, "marketing", number));
        Assert.False(await Allowed("phone", Phone, "courtesy-call", other));
    }

    private async Task<bool> Allowed(string kind, string value, string purpose, string about) =>
        (bool)(await survey.Post("/v1/contact-permissions", new { contact = new { kind, value }, purpose, number = about }))
            .Expect(HttpStatusCode.OK)["allowed"]!;

    private async Task<JsonArray> Promises() =>
        (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["promises"]!.AsArray();
}
