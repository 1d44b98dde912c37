using System.Net;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static IncidentService.Tests.Tracking.CustomerCalls;

namespace IncidentService.Tests.Tracking;

public sealed class SecrecyTests
{
    private const string Text = "My dog is called Waldmann";

    [Fact]
    public async Task Files_contain_no_tokens_and_logs_nothing_that_a_customer_typed()
    {
        var log = new RecordedLog();
        await using var service = await RunningService.Start(
            RecordedLog.EveryLevel, services => services.AddSingleton<ILoggerProvider>(log));
        using var desk = await service.Client("email");
        using var browser = service.Browser();
        var email = NewEmail();
        var number = await desk.OpenFor(email);
        var made = await desk.Post($"/v1/incidents/{number}/tracking-links", new { }, ("Idempotency-Key", "link"));
        var link = TokenOf(made.Expect(HttpStatusCode.Created));
        var view = (await browser.OpenLink(link)).Expect(HttpStatusCode.OK);
        using var page = service.Page(view);
        (await page.Act(number, "messages", new { text = Text }, ("Idempotency-Key", "message"))).Expect(HttpStatusCode.OK);
        await browser.OpenView(number, email);
        await browser.OpenView(number, "wrong." + email);
        await browser.OpenLink(link + "x");
        await desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "They clicked " + link });

        var files = service.ReadFiles();

        Assert.NotEmpty(log.Lines);
        foreach (var secret in new[] { link, view["token"]!.ToString() })
        {
            Assert.DoesNotContain(files, file => file.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
        foreach (var personal in new[] { email, "Waldmann" })
            Assert.DoesNotContain(log.Lines, line => line.Contains(personal, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(files, file => file.Contains(Text, StringComparison.Ordinal)); // proves that the search works
    }
}
