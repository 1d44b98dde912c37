using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Messages;

public abstract class TaughtConversationTests(Engine engine) : Suite(engine)
{
    [Theory]
    [InlineData("chat")]
    [InlineData("order")]
    public async Task A_conversation_learned_from_a_lookup_is_confirmed_by_a_message_in_it(string system)
    {
        await using var service = await Start(); // in the default settings, orders are shared
        using var desk = await service.Client("chat");
        var number = await desk.Open();
        var lookup = (await desk.Post("/v1/lookups", new { quoted = "CHAT-123456" })).Expect(HttpStatusCode.OK)["id"]!;
        (await desk.Put($"/v1/lookups/{lookup}/answer", new { number, system })).Expect(HttpStatusCode.OK);

        var message = new { system, messageId = "1", conversation = "CHAT-123456", text = $"It is about {number}." };
        var receipt = (await desk.Post("/v1/messages", message)).Expect(HttpStatusCode.Created);

        Assert.Equal((number, "appended"), (receipt["number"]!.ToString(), receipt["outcome"]!.ToString()));
        var reference = Assert.Single((await desk.Get("/v1/incidents/" + number)).Json!["references"]!.AsArray())!;
        Assert.False((bool)reference["taught"]!);
    }
}
