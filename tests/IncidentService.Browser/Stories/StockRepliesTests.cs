using System.Net;
using IncidentService.Browser.Infrastructure;
using IncidentService.Browser.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Stories;

/// <summary>Story 5 through the pages: e-mail answered nothing for sixty days, and one tweet was served in a quarter of an hour.</summary>
public sealed class StockRepliesTests(Chromium chromium, PageService service) : PageSuite(chromium, service)
{
    private const string Ignored = "No answer about the warranty";
    private const string Recent = "Where is my parcel";

    [Theory]
    [InlineData(Look.Screen, ColorScheme.Dark)]
    [InlineData(Look.Phone, ColorScheme.Light)]
    public async Task The_social_desk_finds_the_incident_of_the_e_mail_desk_and_the_report_compares_waits(int width, ColorScheme colours)
    {
        await UseOwnService();
        var look = new Look(width, colours);
        var number = await WriteByMail(Ignored, "kim@example.com");
        await Pass(TimeSpan.FromDays(58));
        await WriteByMail(Recent, "lee@example.com");
        await Pass(TimeSpan.FromDays(2));

        var social = await SignIn("social", "Dee Okoro", look);
        await social.Find("x:@kim_tiles", number);
        await social.Find("kim@example.com", number);
        var email = await SignIn("email", "Ana Ruiz", look, "/desk/work?list=waiting");
        var waiting = email.Page.GetByRole(AriaRole.Tabpanel).GetByRole(AriaRole.Article);
        await Expect(waiting).ToHaveCountAsync(2);
        await Expect(waiting.First).ToContainTextAsync(Ignored);

        await AnswerTweet(social);
        await AnswerByMail(number);

        await Expect(waiting).ToHaveCountAsync(1);
        await Expect(waiting.First).ToContainTextAsync(Recent);
        await email.Window.ExpectAccessible();
        await ExpectUnfair(email);
    }

    /// <summary>The report of the channels: e-mail needed sixty days, the tweet a quarter of an hour.</summary>
    private static async Task ExpectUnfair(DeskPage desk)
    {
        var text = desk.Window.Texts.Reports;
        await desk.Keyboard.Press("e");
        await desk.Keyboard.Activate(desk.Page.GetByRole(AriaRole.Button, new() { Name = text["period.days", ("days", "90")] }));
        var report = desk.Page.GetByRole(AriaRole.Region, new() { Name = text["answers.title"], Exact = true });
        await Expect(report.GetByText(text["answers.unfair", ("slowest", "E-mail"), ("fastest", "Social")])).ToBeVisibleAsync();
        await Expect(report.GetByText("5,761 ×")).ToBeVisibleAsync();
        await Expect(report.GetByRole(AriaRole.Row, new() { Name = "E-mail" })).ToContainTextAsync("60 days");
        await Expect(report.GetByRole(AriaRole.Row, new() { Name = "Social" })).ToContainTextAsync("15 min");
        await desk.Window.ExpectAccessible();
    }

    private async Task<string> WriteByMail(string subject, string address)
    {
        using var email = await Service.Client("email");
        return await email.Open(new
        {
            subject,
            contacts = new[] { new { kind = "email", value = address }, new { kind = "handle", value = "x:@" + address[..3] + "_tiles" } },
            message = new { direction = "in", text = "I wrote last week. Is anybody there?" },
        });
    }

    private async Task AnswerByMail(string number)
    {
        using var email = await Service.Client("email");
        (await email.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "Sorry for the silence." }))
            .Expect(HttpStatusCode.Created);
    }

    /// <summary>Another customer is angry in public, and has an answer a quarter of an hour later.</summary>
    private async Task AnswerTweet(DeskPage social)
    {
        var form = await social.StartIncident();
        await social.Keyboard.Type("Angry tweet");
        await form.Type("open.said", "Does anybody read this?");
        await form.Send();
        await social.Card.Root.WaitForAsync();
        await Pass(TimeSpan.FromMinutes(15));
        var message = await social.Card.Act("m", "form.message");
        await message.Type("message.text", "We do, and we are sorry.");
        await message.Send();
    }
}
