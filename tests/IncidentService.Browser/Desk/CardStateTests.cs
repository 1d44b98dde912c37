using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Desk;

/// <summary>A card in every state, and each of its forms: axe finds nothing, and nothing is wider than the window.</summary>
public sealed class CardStateTests(Chromium chromium) : PageSuite(chromium)
{
    private static readonly (string Key, string Title)[] Forms =
    [
        ("m", "form.message"), ("p", "form.promise"), ("a", "form.approval"), ("h", "form.handoff"), ("r", "form.resolve"),
        ("g", "form.merge"), ("c", "form.contact"), ("f", "form.reference"),
    ];

    [Theory]
    [MemberData(nameof(Look.Apart), MemberType = typeof(Look))]
    public async Task A_card_and_each_of_its_forms_are_accessible(int width, ColorScheme colours, string language)
    {
        var number = await Service.OpenRich();
        var desk = await SignIn("phone", look: new Look(width, colours, language), at: "/desk/incidents/" + number);
        await desk.Card.Timeline.WaitForAsync();
        await desk.Window.ExpectAccessible();
        foreach (var (key, title) in Forms)
        {
            var form = await desk.Card.Act(key, title);
            await desk.Window.ExpectAccessible();
            await desk.Hands.Press("Escape");
            await Expect(form.Root).ToHaveCountAsync(0);
        }
    }

    [Theory]
    [MemberData(nameof(Look.Apart), MemberType = typeof(Look))]
    public async Task The_form_of_a_new_incident_and_the_slip_are_accessible(int width, ColorScheme colours, string language)
    {
        var number = await Service.OpenRich();
        var look = new Look(width, colours, language);
        var desk = await SignIn("phone", look: look, at: "/desk/new");
        await Hands.ExpectFocus(desk.Form("open.title").Field("open.subject"));
        await desk.Window.ExpectAccessible();
        await desk.Page.GotoAsync($"/desk/incidents/{number}/slip");
        await Hands.ExpectFocus(desk.Page.GetByRole(AriaRole.Button, new() { Name = look.Texts.Slip["slip.print"] }));
        await desk.Window.ExpectAccessible();
    }

    [Theory]
    [MemberData(nameof(Look.Apart), MemberType = typeof(Look))]
    public async Task A_card_is_accessible_while_it_loads_when_it_fails_and_when_nobody_knows_the_number(
        int width, ColorScheme colours, string language)
    {
        var number = await Service.OpenRich();
        var look = new Look(width, colours, language);
        var desk = await SignIn("phone", look: look, at: "/desk/incidents/" + Samples.WithOneDigitWrong(number));
        await desk.Page.GetByRole(AriaRole.Heading, new() { Name = desk.Card.Text["card.unknown"] }).WaitForAsync();
        await desk.Window.ExpectAccessible();

        var answer = new TaskCompletionSource<int?>();
        await desk.Window.Hold("**/v1/incidents/**", answer.Task);
        await desk.Page.GotoAsync("/desk/incidents/" + number);
        await desk.Page.GetByText(desk.Text["loading"]).First.WaitForAsync();
        await desk.Window.ExpectAccessible();
        answer.SetResult(503);
        await desk.Alert.WaitForAsync();
        await desk.Window.ExpectAccessible();
        await desk.Page.UnrouteAllAsync();
        await desk.Hands.Activate(desk.Button("again"));
        Assert.Equal(number, await desk.Card.Number());
    }

    [Fact]
    public async Task A_resolved_and_a_closed_card_are_accessible_with_the_customers_word()
    {
        var number = await Service.OpenRich();
        var store = await SignIn("store", "Cleo Marsh", at: "/desk/incidents/" + number);
        var resolve = await store.Card.Act("r", "form.resolve");
        await resolve.Type("resolve.told", "The price is honoured");
        await resolve.Send();
        await store.Window.ExpectAccessible();
        var phone = await SignIn("phone", "Bo Lind", at: "/desk/incidents/" + number);
        await (await phone.Card.Act("x", "form.dispute")).Root.WaitForAsync();
        await phone.Window.ExpectAccessible();
        await phone.Hands.Press("Escape");
        var confirm = await phone.Card.Act("y", "form.confirm");
        await phone.Window.ExpectAccessible();
        await confirm.Send();
        await Expect(phone.Page.GetByText(phone.Card.Text["wait.closedBy.customer"])).ToBeVisibleAsync();
        await phone.Window.ExpectAccessible();
    }
}
