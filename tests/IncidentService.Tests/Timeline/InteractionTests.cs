using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Timeline;

/// <summary>Every interaction is counted, with its waiting time.</summary>
public abstract class InteractionTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task An_interaction_has_the_kind_of_its_channel_unless_another_is_given()
    {
        var address = $"/v1/incidents/{await fixture.Email.Open()}/interactions";

        var call = (await fixture.Phone.Post(address, new { waitSeconds = 720, note = "Twelve minutes" })).Expect(HttpStatusCode.Created);
        var visit = (await fixture.Till.Post(address, new { })).Expect(HttpStatusCode.Created);
        var chat = (await fixture.Till.Post(address, new { kind = "chat" })).Expect(HttpStatusCode.Created);

        Assert.Equal(("call", 720, 1), (call["kind"]!.ToString(), (int)call["waitSeconds"]!, (int)call["id"]!));
        Assert.Equal(("visit", 2), (visit["kind"]!.ToString(), (int)visit["id"]!));
        Assert.Equal(("chat", 3), (chat["kind"]!.ToString(), (int)chat["id"]!));
    }

    [Fact]
    public async Task The_list_has_incoming_messages_lookups_and_interactions_in_order_in_pages()
    {
        var number = await fixture.Email.Open(new { message = new { direction = "in", text = "Hello" } });
        await fixture.Phone.Post("/v1/lookups", new { quoted = number, customerPresent = true });
        await fixture.Till.Post($"/v1/incidents/{number}/interactions", new { });

        var first = (await fixture.Email.Get($"/v1/incidents/{number}/interactions?limit=2")).Expect(HttpStatusCode.OK);
        var rest = (await fixture.Email.Get($"/v1/incidents/{number}/interactions?limit=2&cursor={first["next"]}"))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(["message", "call"], first["items"]!.AsArray().Select(item => item!["kind"]!.ToString()));
        Assert.Equal("visit", Assert.Single(rest["items"]!.AsArray())!["kind"]!.ToString());
        Assert.Null(rest["next"]);
    }

    [Theory]
    [InlineData("out", false)]
    [InlineData("internal", false)]
    [InlineData("in", true)]
    public async Task A_wait_without_an_interaction_is_refused(string direction, bool automatic)
    {
        var address = $"/v1/incidents/{await fixture.Email.Open()}/timeline";

        var problem = (await fixture.Email.Post(address, new { direction, automatic, text = "Hello", waitSeconds = 5 }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("waitSeconds", problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task An_interaction_does_not_change_who_acts_next()
    {
        var number = await fixture.Email.Open();
        await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "Which colour?" });

        await fixture.Phone.Post($"/v1/incidents/{number}/interactions", new { });

        Assert.Equal("customer", (await fixture.Phone.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["waitingOn"]!.ToString());
    }

    [Theory]
    [InlineData("""{"kind":"letter"}""", "kind")]
    [InlineData("""{"waitSeconds":-1}""", "waitSeconds")]
    [InlineData("""{"waitSeconds":604801}""", "waitSeconds")]
    public async Task A_value_out_of_range_is_refused(string body, string field)
    {
        var problem = (await fixture.Phone.Post($"/v1/incidents/{await fixture.Email.Open()}/interactions", body))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.ToString());
    }
}
