using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Desk;

/// <summary>Sign-in, the box and the frame in every state: axe finds nothing, and nothing is wider than the window.</summary>
public sealed class FrameStateTests(Chromium chromium) : PageSuite(chromium)
{
    [Theory]
    [MemberData(nameof(Look.Apart), MemberType = typeof(Look))]
    public async Task Signing_in_is_accessible_before_and_after_a_wrong_key(int width, ColorScheme colours, string language)
    {
        var window = await Open(new Look(width, colours, language));
        var desk = new Pages.DeskPage(window);
        await window.Page.GotoAsync("/desk");
        await Hands.ExpectFocus(window.Page.GetByLabel(desk.Text["signIn.agent"]));
        await window.ExpectAccessible();
        await window.Hands.Type("Ana Ruiz");
        await desk.EnterKey(desk.Main, "inc_wrong");
        await Expect(desk.Alert).ToHaveTextAsync(desk.Text["signIn.wrongKey"]);
        await window.ExpectAccessible();
    }

    [Theory]
    [MemberData(nameof(Look.Apart), MemberType = typeof(Look))]
    public async Task Searching_is_accessible_whatever_is_found(int width, ColorScheme colours, string language)
    {
        var number = await Service.OpenRich();
        var desk = await SignIn("phone", look: new Look(width, colours, language));
        await desk.Window.ExpectAccessible();
        await desk.Ask("no such thing");
        await desk.Heading("miss.title").WaitForAsync();
        await desk.Window.ExpectAccessible();
        await desk.Ask(Samples.WithOneDigitWrong(number));
        await desk.Heading("confirm.title").WaitForAsync();
        await desk.Window.ExpectAccessible();
        await Service.OpenRich("50178");
        await desk.Ask(Samples.Email);
        await Expect(desk.Page.GetByText(desk.Text["list.ask"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessible();
    }

    [Fact]
    public async Task A_search_says_that_it_is_busy_and_can_be_repeated_after_it_failed()
    {
        var number = await Service.OpenRich();
        var desk = await SignIn("phone");
        var answer = new TaskCompletionSource<int?>();
        await desk.Window.Hold("**/v1/lookups", answer.Task);
        await desk.Ask(number);
        await desk.Page.GetByText(desk.Text["loading"]).WaitForAsync();
        await desk.Window.ExpectAccessible();
        answer.SetResult(503);
        await desk.Alert.WaitForAsync();
        await desk.Window.ExpectAccessible();

        await desk.Page.UnrouteAllAsync();
        await desk.Hands.Activate(desk.Button("again"));

        Assert.Equal(number, await desk.Card.Number());
    }

    [Theory]
    [MemberData(nameof(Look.Apart), MemberType = typeof(Look))]
    public async Task The_keys_and_a_mistyped_address_are_accessible(int width, ColorScheme colours, string language)
    {
        var desk = await SignIn("phone", look: new Look(width, colours, language), at: "/desk/nowhere");
        await desk.Heading("notFound.title").WaitForAsync();
        await desk.Window.ExpectAccessible();
        await desk.Hands.Press("?");
        await desk.Page.GetByRole(AriaRole.Dialog, new() { Name = desk.Text["help.title"] }).WaitForAsync();
        await desk.Window.ExpectAccessible();
        await desk.Hands.Press("Escape");
        await Expect(desk.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_view_that_cannot_be_loaded_says_so_and_loads_when_asked_again()
    {
        var desk = await SignIn("phone");
        await desk.Page.RouteAsync("**/desk/work/work.js", route => route.AbortAsync());
        await desk.Hands.Press("Escape");
        await desk.Hands.Press("w");
        await desk.Heading("loadFailed.title").WaitForAsync();
        await desk.Window.ExpectAccessible();

        await desk.Page.UnrouteAllAsync();
        await desk.Hands.Activate(desk.Button("again"));

        await desk.Page.GetByRole(AriaRole.Heading, new() { Name = desk.Window.Texts.Work["work.title"] }).WaitForAsync();
        desk.Window.ForgetErrors(); // of the module that did not load
    }

    [Fact]
    public async Task The_desk_says_while_it_is_offline_and_stops_when_the_line_is_back()
    {
        var number = await Service.OpenRich();
        var desk = await SignIn("phone");
        await desk.Window.SetOffline(true);
        await desk.Ask(number);
        await Expect(desk.Page.GetByText(desk.Text["offline.text"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessible();

        await desk.Window.SetOffline(false);

        await Expect(desk.Page.GetByText(desk.Text["offline.text"])).ToHaveCountAsync(0);
    }
}
