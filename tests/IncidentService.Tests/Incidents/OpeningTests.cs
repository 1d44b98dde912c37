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
}
