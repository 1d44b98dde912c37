using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Pages;

/// <summary>The customer's page.</summary>
internal sealed class TrackPage(Window window)
{
    public Window Window => window;

    public Words Text => window.Texts.Track;

    public IPage Page => window.Page;

    public KeyboardUser Keyboard => window.Keyboard;

    public ILocator Alert => Page.GetByRole(AriaRole.Alert);

    public ILocator Subject => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>Opens the page with what the customer knows.</summary>
    public static async Task<TrackPage> Open(Window window, string number, string contact)
    {
        var page = await Start(window);
        await page.Fill(number, contact);
        await page.Subject.And(window.Page.Locator("#subject")).WaitForAsync();
        return page;
    }

    /// <summary>The form that asks who the customer is.</summary>
    public static async Task<TrackPage> Start(Window window, string at = "/track")
    {
        var page = new TrackPage(window);
        await window.Page.GotoAsync(at);
        await page.Field("open.number").WaitForAsync();
        return page;
    }

    public async Task Fill(string number, string contact)
    {
        await Keyboard.TypeInto(Field("open.number"), number);
        await Keyboard.TypeInto(Field("open.contact"), contact);
        await Keyboard.Press("Enter");
    }

    public ILocator Field(string label) => Page.GetByRole(AriaRole.Textbox, new() { Name = Text[label], Exact = true });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = Text[name], Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = Text[name] });

    /// <summary>Writes into the field of this label and sends it with Ctrl+Enter.</summary>
    public async Task Write(string label, string text)
    {
        await Keyboard.TypeInto(Field(label), text);
        await Keyboard.Press("Control+Enter");
    }

    public Task ExpectText(string name) => Expect(Page.GetByText(Text[name])).ToBeVisibleAsync();
}
