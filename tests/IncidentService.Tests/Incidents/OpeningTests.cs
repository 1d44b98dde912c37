using System.Net;
using Dapper;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Incidents;

public abstract class OpeningTests(Engine engine) : Suite(engine)
{
    [Fact]
    public async Task An_opened_incident_is_read_by_its_number_in_any_channel()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        using var phone = await service.Client("phone");

        var opened = await desk.Post("/v1/incidents", new
        {
            subject = "Price match for a drill",
            contacts = new[] { new { kind = "email", value = "anna@example.com" } },
            message = new { direction = "in", text = "Will you match your own store's price?" },
        });
        var card = opened.Expect(HttpStatusCode.Created);
        var read = await phone.Get(opened.Location!);

        Assert.Equal(opened.Text, read.Text);
        Assert.Equal($"\"{card["number"]}.1\"", opened.ETag);
        Assert.Equal(2, card["timeline"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_outgoing_message_that_opens_an_incident_stays_on_the_card_with_its_items()
    {
        await using var service = await Start();
        using var desk = await service.Client("email", "read", "write", "approve");
        var number = await desk.Open(new
        {
            message = new
            {
                direction = "out",
                text = "We owe you a drill, and call you.",
                approvals = new[] { new { type = "replacement", item = "DCD791" } },
                promises = new[] { new { text = "We call", dueAt = "2026-11-25T17:00:00Z" } },
            },
        });

        for (var note = 0; note < 21; note++)
            (await desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Tried to call" }))
                .Expect(HttpStatusCode.Created);

        var card = (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        Assert.Equal("We owe you a drill, and call you.", card["timeline"]![0]!["text"]?.ToString());
    }

    [Fact]
    public async Task Waits_beyond_the_maximum_are_stored_as_the_maximum()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        var numbers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => desk.Open()));
        await service.Seed("UPDATE incidents SET wait_seconds = 2147483000");

        foreach (var number in numbers)
            (await desk.Post($"/v1/incidents/{number}/interactions", new { kind = "call", waitSeconds = 604_800 }))
                .Expect(HttpStatusCode.Created);
        foreach (var number in numbers[1..]) (await desk.Post($"/v1/incidents/{number}/merge", new { into = numbers[0] }))
            .Expect(HttpStatusCode.OK);

        var card = (await desk.Get("/v1/incidents/" + numbers[0])).Expect(HttpStatusCode.OK);
        Assert.Equal(int.MaxValue, (int)card["interactions"]!["waitSeconds"]!);
    }
}
