using IncidentService.Browser.Infrastructure;
using IncidentService.Browser.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Stories;

/// <summary>Story 1 through the pages: the e-mail desk and the phone desk, each at a window of their own, by the keyboard alone.</summary>
public sealed class PriceMatchTests(Chromium chromium, PageService service) : PageSuite(chromium, service)
{
    private const string Told = "Yes, we honour the store price of 129.99. Please call us and give your number.";

    [Theory]
    [InlineData(Look.Screen, ColorScheme.Light)]
    [InlineData(Look.Phone, ColorScheme.Dark)]
    public async Task A_price_match_promised_by_e_mail_is_found_on_the_phone_and_redeemed_once(
        int width, ColorScheme colours)
    {
        var look = new Look(width, colours);
        var email = await SignIn("email", "Ana Ruiz", look);
        var ticket = $"ZD-5{width:0000}";
        var number = await OpenByMail(email, ticket);
        await PromiseThePrice(email);

        var phone = await SignIn("phone", "Bo Lind", look);
        await phone.Find(Samples.WithOneDigitWrong(number), number);
        await phone.Find(ticket, number);
        await phone.Find($"{number[..2]} {number[2..7]} {number[7..]}", number);

        await Expect(phone.Card.Timeline.GetByText(Told)).ToBeVisibleAsync();
        await Expect(phone.Card.Allowed.GetByText(phone.Card.Text["may.arrived"])).ToBeVisibleAsync();
        await Redeem(phone, "order-7731");
        await ExpectUsedUp(phone, "order-7731");
        await ExpectUsedUp(email, "order-7731");
        await phone.Window.ExpectAccessible();
    }

    [Fact]
    public async Task The_second_redemption_is_refused_with_the_name_of_the_first_and_keeps_the_typed_text()
    {
        var number = await Service.OpenRich();
        var phone = await SignIn("phone", "Bo Lind", at: "/desk/incidents/" + number);
        var store = await SignIn("store", "Cleo Marsh", at: "/desk/incidents/" + number);
        var slow = await StartRedeeming(store, "receipt-12");

        await Redeem(phone, "order-7731");
        await slow.TrySend();

        await Expect(store.Alert).ToContainTextAsync("Bo Lind");
        await Expect(store.Alert).ToContainTextAsync("order-7731");
        await Expect(slow.Field("redeem.transaction")).ToHaveValueAsync("receipt-12");
        await ExpectUsedUp(store, "order-7731");
        await store.Window.ExpectAccessible();
    }

    [Fact]
    public async Task An_unknown_quote_is_answered_once_and_found_the_next_time()
    {
        using var email = await Service.Client("email");
        var number = await email.Open(new { subject = "Drill for the store price" });
        var phone = await SignIn("phone", "Bo Lind");
        await phone.Ask("order 4711-99-B");
        await phone.Heading("miss.title").WaitForAsync();
        await phone.Keyboard.Activate(phone.Button("miss.tell"));
        await KeyboardUser.ExpectFocus(phone.Page.GetByLabel(phone.Text["miss.number"]));
        await phone.Keyboard.Type(number);
        await phone.Keyboard.TypeInto(phone.Page.GetByLabel(phone.Text["miss.system"]), "shop");
        await phone.Keyboard.Press("Enter");
        await Expect(phone.Page.GetByText(phone.Text["miss.saved"])).ToBeVisibleAsync();

        await phone.Page.ReloadAsync();
        await phone.Find("order 4711-99-B", number);
    }

    private static async Task<string> OpenByMail(DeskPage email, string ticket)
    {
        await email.Ask(ticket);
        await email.Heading("miss.title").WaitForAsync();
        await KeyboardUser.ExpectFocus(email.Button("miss.open"));
        await email.Keyboard.Press("Enter");
        var form = email.Form("open.title");
        await KeyboardUser.ExpectFocus(form.Field("open.subject"));
        await email.Keyboard.Type("Store price for a web order");
        await form.Type("open.contact", Samples.Email);
        await form.Type("open.said", "The store sells the drill for 129.99. Do you honour that on the web?");
        await form.Type("open.system", "zendesk");
        await form.Send();
        return await email.Card.Number();
    }

    private static async Task PromiseThePrice(DeskPage email)
    {
        var approval = await email.Card.Act("a", "form.approval");
        await approval.Type("approval.item", "DCD791");
        await approval.Type("approval.money", "129.99");
        await approval.Choose("channel.phone");
        await approval.Send();
        var handoff = await email.Card.Act("h", "form.handoff");
        await handoff.Type("handoff.reason", "Take the order for the store price");
        await handoff.Send();
        var message = await email.Card.Act("m", "form.message");
        await message.Type("message.text", Told);
        await message.Send();
        await Expect(email.Card.Timeline.GetByText(Told)).ToBeVisibleAsync();
    }

    private static async Task Redeem(DeskPage desk, string transaction) => await (await StartRedeeming(desk, transaction)).Send();

    private static async Task<FormPart> StartRedeeming(DeskPage desk, string transaction)
    {
        await desk.Keyboard.Activate(desk.Card.Button(desk.Card.Allowed, "approval.redeem"));
        var form = desk.Form("form.redeem");
        await form.Type("redeem.transaction", transaction);
        return form;
    }

    private static async Task ExpectUsedUp(DeskPage desk, string transaction)
    {
        await Expect(desk.Card.Allowed.GetByText(new System.Text.RegularExpressions.Regex(transaction))).ToBeVisibleAsync();
        await Expect(desk.Card.Button(desk.Card.Allowed, "approval.redeem")).ToHaveCountAsync(0);
    }
}
