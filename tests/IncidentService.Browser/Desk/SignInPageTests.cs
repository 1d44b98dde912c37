using System.Net;
using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Desk;

/// <summary>After every kind of sign-in, people reach the requested page.</summary>
public sealed class SignInPageTests(Chromium chromium, PageService service) : FormSuite(chromium, service)
{
    /// <summary>An issuer that nobody asks anything here.</summary>
    private static readonly Dictionary<string, string?> Provider = new()
    {
        ["Auth:Authority"] = "https://login.example.com", ["Auth:Audience"] = "incidents", ["Auth:Desk:ClientId"] = "desk",
        ["Auth:Desk:Name"] = "Example Corp",
    };

    private readonly Chromium chromium = chromium;

    [Theory]
    [InlineData("refused", "You were not signed in")]
    [InlineData("no-permission", "nothing is permitted to you here")]
    [InlineData("issuer-unreachable", "The sign-in service cannot be reached")]
    [InlineData("some-later-reason", "You were not signed in")]
    public async Task A_failed_sign_in_shows_the_reason_and_keeps_the_requested_page(string failed, string text)
    {
        await using var own = await RunningService.Start(Provider);
        await using var window = await chromium.Open(own.Address, new Look());
        await window.Page.RouteAsync("**/v1/session/openid-connect**", route => route.FulfillAsync(new()
        {
            Status = (int)HttpStatusCode.Found,
            Headers = new Dictionary<string, string> { ["Location"] = "/desk/sign-in?failed=" + failed },
        }));
        await window.Page.GotoAsync("/desk/work");
        var provider = window.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example Corp" });
        await Expect(provider).ToHaveAttributeAsync("href", "/v1/session/openid-connect?return=%2Fdesk%2Fwork");
        await window.ExpectAccessible();
        await provider.ClickAsync();

        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(text);
        await window.ExpectAccessible();

        await window.Page.GetByLabel("Your name").FillAsync(Agent);
        await window.Page.GetByLabel("Access key").FillAsync(await own.Key("phone", Everything));
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForURLAsync("**/desk/work");
    }

    [Fact]
    public async Task With_a_session_the_sign_in_page_redirects_to_the_requested_page()
    {
        await SignIn("/desk/work");

        await Page.GotoAsync("/desk/sign-in?to=%2Fdesk%2Freports");

        await Page.WaitForURLAsync("**/desk/reports");
    }

    [Fact]
    public async Task The_QR_code_on_the_slip_contains_the_configured_address()
    {
        using var rep = await Service.Client("email");
        var number = await rep.Open(new { subject = "A drill" });

        await SignIn($"/desk/incidents/{number}/slip");

        var code = Page.GetByRole(AriaRole.Img, new() { Name = $"QR code of {PageService.TrackingAddress}/t/{number}" });
        await Expect(code).ToBeVisibleAsync();
        await Expect(Page.GetByText("help.example.com/status/track")).ToBeVisibleAsync();
    }
}
