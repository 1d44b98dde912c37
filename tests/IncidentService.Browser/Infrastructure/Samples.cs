using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Browser.Infrastructure;

/// <summary>Incidents as another channel's system makes them, through the API.</summary>
internal static class Samples
{
    public const string Email = "sam.carter@example.com";

    /// <summary>An incident with something in every part of its card.</summary>
    public static async Task<string> OpenRich(this RunningService service, string ticket = "50177")
    {
        using var email = await service.Client("email", "read", "write", "approve");
        var number = await email.Open(new
        {
            subject = "Store price for a web order",
            contacts = new[] { new { kind = "email", value = Email }, new { kind = "phone", value = "+44 20 7946 0018" } },
            references = new[] { new { system = "zendesk", value = ticket } },
            message = new
            {
                direction = "in", text = "The store sells the drill for 129.99. Do you honour that?\n\n> On Monday you wrote:\n> hello",
            },
            promises = new[] { new { text = "A manager calls within the day", dueAt = service.Clock.GetUtcNow().AddHours(23) } },
        });
        (await email.Post($"/v1/incidents/{number}/approvals", new
        {
            type = "price-match", item = "DCD791", money = new { amount = "129.99", currency = "USD" }, uses = 1,
            channels = new[] { "phone", "store" },
        })).Expect(HttpStatusCode.Created);
        (await email.Post($"/v1/incidents/{number}/handoffs", new { to = new { channel = "phone" }, reason = "Take the order" }))
            .Expect(HttpStatusCode.Created);
        return number;
    }

    /// <summary>The number with its fifth digit wrong.</summary>
    public static string WithOneDigitWrong(string number) => $"{number[..4]}-{(number[4] - '0' + 1) % 10}{number[5..8]}-{number[8..]}";
}
