using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Incidents;

public sealed class OpeningTests
{
    [Fact]
    public async Task An_opened_incident_is_read_by_its_number_in_any_channel()
    {
        await using var service = await RunningService.Start();
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
    public async Task The_message_that_announced_an_approval_in_the_opening_call_stays_on_the_card()
    {
        await using var service = await RunningService.Start();
        using var desk = await service.Client("email", "read", "write", "approve");
        var number = await desk.Open(new
        {
            message = new
            {
                direction = "out", text = "Yes, we match it",
                approvals = new[] { new { type = "price-match", item = "DCD791", money = new { amount = "129.99", currency = "USD" } } },
            },
        });

        for (var note = 0; note < 25; note++) (await desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Waiting" })).Expect(HttpStatusCode.Created);

        var lines = (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["timeline"]!.AsArray();
        Assert.Equal(("Yes, we match it", 21), (lines[0]!["text"]!.ToString(), lines.Count));
    }
}
