using System.Net;
using IncidentService.Browser.Infrastructure;
using IncidentService.Browser.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Desk;

/// <summary>Typed text is not lost before the service has stored it.</summary>
public sealed class DraftTests(Chromium chromium, PageService service) : PageSuite(chromium, service)
{
    private const string Note = "He will come at six with the receipt";

    /// <summary>The card is read once after the session, and once for each event; it was read without end.</summary>
    private const int MostReads = 6;

    [Fact]
    public async Task A_note_survives_a_lost_connection_and_is_saved_once()
    {
        var (desk, form) = await WriteNote(await OpenIncident());
        await desk.Window.SetOffline(true);
        await form.TrySend();
        await Expect(form.Root.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(form.Field("note.text")).ToHaveValueAsync(Note);
        await desk.Window.ExpectAccessible();

        await desk.Window.SetOffline(false);
        await form.Send();

        await Expect(desk.Card.Timeline.GetByText(Note)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_note_survives_the_end_of_the_session()
    {
        var number = await OpenIncident();
        var key = await Service.Key("email", ["read", "write"]);
        var desk = await DeskPage.SignIn(await Open(), "Ana Ruiz", key, "/desk/incidents/" + number);
        var form = await Write(desk);
        Service.Clock.Advance(2 * PageService.Idle);

        await form.TrySend();
        await desk.Expired.WaitForAsync();
        await desk.Window.ExpectAccessible();
        var reads = 0;
        desk.Page.Request += (_, request) => reads += request.Url.EndsWith("/" + number, StringComparison.Ordinal) ? 1 : 0;
        await desk.SignInAgain(key);
        await Expect(desk.Alert).ToHaveCountAsync(0); // that the session had ended is over

        await Expect(form.Field("note.text")).ToHaveValueAsync(Note);
        await KeyboardUser.ExpectFocus(form.Field("note.text")); // one goes on where the session ended
        await form.Send();
        await Expect(desk.Card.Timeline.GetByText(Note)).ToHaveCountAsync(1);
        Assert.InRange(reads, 1, MostReads);
    }

    [Fact]
    public async Task A_desk_that_was_left_alone_signs_out_although_its_card_follows_changes()
    {
        var number = await OpenIncident();
        var (desk, form) = await WriteNote(number);
        using var phone = await Service.Client("phone");
        Service.Clock.Advance(PageService.Idle / 2);
        await Hear("Still no van here");
        await Expect(desk.Card.Timeline.GetByText("Still no van here")).ToBeVisibleAsync();

        Service.Clock.Advance((PageService.Idle / 2) + TimeSpan.FromMinutes(2));
        await Hear("And now?"); // what the page asks for because of it is refused

        await desk.Expired.WaitForAsync();
        await Expect(form.Field("note.text")).ToHaveValueAsync(Note);

        async Task Hear(string text) => (await phone.Post($"/v1/incidents/{number}/timeline", new { direction = "in", text }))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_colleagues_change_appears_without_a_reload_while_a_note_is_being_typed()
    {
        var number = await OpenIncident();
        var (desk, form) = await WriteNote(number);
        using var phone = await Service.Client("phone");

        (await phone.Post($"/v1/incidents/{number}/timeline", new { direction = "in", text = "Still no van here" }))
            .Expect(HttpStatusCode.Created);

        await Expect(desk.Card.Timeline.GetByText("Still no van here")).ToBeVisibleAsync();
        await Expect(form.Field("note.text")).ToHaveValueAsync(Note);
        await Expect(form.Field("note.text")).ToBeFocusedAsync();
        await form.Send();
        await Expect(desk.Card.Timeline.GetByText(Note)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_draft_is_offered_only_on_its_own_incident_and_can_be_discarded()
    {
        var (number, other) = (await OpenIncident(), await OpenIncident());
        var (desk, _) = await WriteNote(number);
        await desk.Page.GotoAsync("/desk/incidents/" + other);
        Assert.Equal("", await (await desk.Card.Act("n", "form.note")).Field("note.text").InputValueAsync());

        await desk.Page.GotoAsync("/desk/incidents/" + number);
        var form = await desk.Card.Act("n", "form.note");
        await Expect(form.Field("note.text")).ToHaveValueAsync(Note);
        await desk.Keyboard.Activate(desk.Card.Button(form.Root, "form.throwAway"));
        await Expect(form.Field("note.text")).ToHaveValueAsync("");
        await desk.Page.ReloadAsync();
        Assert.Equal("", await (await desk.Card.Act("n", "form.note")).Field("note.text").InputValueAsync());
    }

    [Fact]
    public async Task A_draft_is_not_shown_to_another_user_of_the_same_computer()
    {
        var number = await OpenIncident();
        var (desk, _) = await WriteNote(number);
        await desk.Page.GotoAsync("/desk");
        await desk.Keyboard.Activate(desk.Button("signOut"));
        await desk.Page.GetByLabel(desk.Text["signIn.key"]).WaitForAsync();

        await desk.Keyboard.TypeInto(desk.Main.GetByLabel(desk.Text["signIn.agent"]), "Cleo Marsh");
        await desk.EnterKey(desk.Main, await Service.Key("email", ["read", "write"]));
        await desk.Find(number, number);

        Assert.Equal("", await (await desk.Card.Act("n", "form.note")).Field("note.text").InputValueAsync());
    }

    [Fact]
    public async Task The_form_for_a_new_incident_contains_nothing_typed_for_the_previous_one()
    {
        var desk = await SignIn("phone", at: "/desk/new");
        var form = desk.Form("open.title");
        await form.Type("open.subject", "Drill not delivered");
        await desk.Page.GotoAsync("/desk");

        var second = await desk.StartIncident();

        await Expect(second.Field("open.subject")).ToHaveValueAsync("");
        await desk.Keyboard.Activate(desk.Page.GetByRole(AriaRole.Link, new() { Name = desk.Card.Text["open.continue"] }));
        await Expect(desk.Form("open.title").Field("open.subject")).ToHaveValueAsync("Drill not delivered");
    }

    private async Task<string> OpenIncident()
    {
        using var email = await Service.Client("email");
        return await email.Open();
    }

    private async Task<(DeskPage Desk, FormPart Form)> WriteNote(string number)
    {
        var desk = await SignIn("email", at: "/desk/incidents/" + number);
        return (desk, await Write(desk));
    }

    private static async Task<FormPart> Write(DeskPage desk)
    {
        var form = await desk.Card.Act("n", "form.note");
        await KeyboardUser.ExpectFocus(form.Field("note.text"));
        await desk.Keyboard.Type(Note);
        return form;
    }
}
