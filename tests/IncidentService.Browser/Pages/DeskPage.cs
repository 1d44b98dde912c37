using System.Text.RegularExpressions;
using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Pages;

/// <summary>The desk as an agent uses it, by the keyboard alone.</summary>
internal sealed class DeskPage(Window window)
{
    public Window Window => window;

    public Words Text => window.Texts.Desk;

    public IPage Page => window.Page;

    public KeyboardUser Keyboard => window.Keyboard;

    public ILocator Box => Page.GetByLabel(Text["box.label"]);

    public ILocator Main => Page.GetByRole(AriaRole.Main);

    public ILocator Alert => Page.GetByRole(AriaRole.Alert);

    /// <summary>The dialog that asks to sign in again.</summary>
    public ILocator Expired => Page.GetByRole(AriaRole.Dialog, new() { Name = Text["expired.title"] });

    public CardPage Card => new(this);

    /// <summary>Opens an address of the desk and signs in where it asks.</summary>
    public static async Task<DeskPage> SignIn(Window window, string agent, string key, string at = "/desk")
    {
        var desk = new DeskPage(window);
        await desk.Page.GotoAsync(at);
        await KeyboardUser.ExpectFocus(desk.Main.GetByLabel(desk.Text["signIn.agent"]));
        await desk.Keyboard.Type(agent);
        await desk.EnterKey(desk.Main, key);
        await Expect(desk.Button("signOut")).ToBeVisibleAsync();
        await Expect(desk.Page).Not.ToHaveURLAsync(new Regex("/desk/sign-in")); // the view that was wanted follows
        return desk;
    }

    public async Task EnterKey(ILocator within, string key)
    {
        await Keyboard.TypeInto(within.GetByLabel(Text["signIn.key"]), key);
        await Keyboard.Press("Enter");
    }

    /// <summary>Signs in again over the view. The field of the key has the focus by itself.</summary>
    public async Task SignInAgain(string key)
    {
        await KeyboardUser.ExpectFocus(Expired.GetByLabel(Text["signIn.key"]));
        await EnterKey(Expired, key);
        await Expect(Expired).ToHaveCountAsync(0);
    }

    /// <summary>Types into the box, which has the focus by itself, and presses Enter.</summary>
    public async Task Ask(string quoted)
    {
        if (new Uri(Page.Url).AbsolutePath != "/desk") await Keyboard.Press("b");
        else if (await Box.InputValueAsync() is not "") await Keyboard.TabTo(Box);
        await KeyboardUser.ExpectFocus(Box);
        if (await Box.InputValueAsync() is not "") await Keyboard.Press("ControlOrMeta+a");
        await Keyboard.Type(quoted);
        await Keyboard.Press("Enter");
    }

    /// <summary>Finds this incident by what was quoted: its card shows after Enter, and after one more where the desk asks first.</summary>
    public async Task Find(string quoted, string number)
    {
        await Ask(quoted);
        var question = Heading("confirm.title");
        await question.Or(Card.Root).First.WaitForAsync();
        if (await question.IsVisibleAsync())
        {
            await KeyboardUser.ExpectFocus(Button("confirm.yes"));
            await Keyboard.Press("Enter");
        }
        Assert.Equal(number, await Card.Number());
    }

    /// <summary>The form of a new incident, by its key. In the box a key is a letter, so Escape leaves it first.</summary>
    public async Task<FormPart> StartIncident()
    {
        if (new Uri(Page.Url).AbsolutePath == "/desk")
        {
            await KeyboardUser.ExpectFocus(Box);
            await Keyboard.Press("Escape");
        }
        await Keyboard.Press("o");
        var form = Form("open.title");
        await KeyboardUser.ExpectFocus(form.Field("open.subject"));
        return form;
    }

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = Text[name] });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = Text[name] });

    /// <summary>A form by its title, which may go on with what it is about.</summary>
    public FormPart Form(string title) =>
        new(this, Page.GetByRole(AriaRole.Form, new() { NameRegex = new("^" + Regex.Escape(window.Texts.Card[title])) }));
}
