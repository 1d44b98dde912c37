using System.Text.RegularExpressions;
using IncidentService.Browser.Infrastructure;
using IncidentService.Browser.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Stories;

/// <summary>Story 2 through the pages: a phone rep and a store clerk at one incident, each in a window that follows the other's.</summary>
public sealed class TilesTests(Chromium chromium, PageService service) : PageSuite(chromium, service)
{
    private const string Promise = "The two missing pallets come today";
    private const string Wrong = "One pallet is the wrong shade";

    [Theory]
    [InlineData(Look.Phone, ColorScheme.Light)]
    [InlineData(Look.Screen, ColorScheme.Dark)]
    public async Task An_overdue_promise_is_visible_to_all_and_the_customer_reopens_what_the_store_resolved(
        int width, ColorScheme colours)
    {
        var look = new Look(width, colours);
        var phone = await SignIn("phone", "Bo Lind", look);
        var customer = $"7946 0{width % 1000:000}";
        var number = await OpenWithPromise(phone, "+44 20 " + customer);
        var store = await SignIn("store", "Cleo Marsh", look);
        await store.Find("+44 (0)20 " + customer.Replace(' ', '-'), number);
        await Expect(store.Card.Promised.GetByText(Promise)).ToBeVisibleAsync();

        await Pass(TimeSpan.FromHours(2));
        var late = store.Card.Text.Like("promised.late");
        await Expect(store.Card.Promised.GetByText(late)).ToBeVisibleAsync();
        await Expect(phone.Card.Promised.GetByText(late)).ToBeVisibleAsync();

        var resolve = await store.Card.Act("r", "form.resolve");
        await resolve.Type("resolve.told", "The pallets were delivered");
        await resolve.Send();
        await Expect(phone.Card.Allowed.GetByText(phone.Card.Text["may.resolved"])).ToBeVisibleAsync();
        var dispute = await phone.Card.Act("x", "form.dispute");
        await dispute.Type("dispute.reason", Wrong);
        await dispute.Send();
        await Expect(store.Card.Timeline.GetByText(Wrong)).ToBeVisibleAsync();
        await Expect(store.Card.Allowed.GetByText(store.Card.Text["may.resolved"])).ToHaveCountAsync(0);
        await Expect(store.Card.Who.GetByText(store.Card.Text["who.disputed.one"])).ToBeVisibleAsync();
        await store.Window.ExpectAccessible();
    }

    [Fact]
    public async Task After_a_merge_of_two_incidents_both_numbers_show_one_card()
    {
        using var email = await Service.Client("email");
        var first = await email.Open(new { subject = "Two pallets of tiles short" });
        var social = await SignIn("social", "Dee Okoro");
        var form = await social.StartIncident();
        await social.Keyboard.Type("Tiles, by a tweet");
        await form.Send();
        var second = await social.Card.Number();
        var merge = await social.Card.Act("g", "form.merge");
        await merge.Type("merge.into", first);
        await merge.Send();
        await Expect(social.Page).ToHaveURLAsync(new Regex(first + "$"));

        await social.Page.GotoAsync("/desk/incidents/" + second);
        await Expect(social.Page.GetByText(social.Card.Text.Like("card.askedFor"))).ToBeVisibleAsync();
        await Expect(social.Page.GetByText("Two pallets of tiles short").First).ToBeVisibleAsync();
    }

    private static async Task<string> OpenWithPromise(DeskPage phone, string contact)
    {
        var form = await phone.StartIncident();
        await phone.Keyboard.Type("Two pallets of tiles short");
        await form.Type("open.contact", contact);
        await form.Type("open.promise", Promise);
        await form.Choose("due.1h");
        await form.Send();
        return await phone.Card.Number();
    }
}
