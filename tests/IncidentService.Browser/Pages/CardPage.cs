using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;

namespace IncidentService.Browser.Pages;

/// <summary>One incident on the desk.</summary>
internal sealed class CardPage(DeskPage desk)
{
    public Words Text => desk.Window.Texts.Card;

    public ILocator Root => desk.Page.GetByRole(AriaRole.Article);

    public ILocator Promised => Section("promised.title");

    public ILocator Allowed => Section("may.title");

    public ILocator Who => Section("who.title");

    /// <summary>The lines of the timeline, without the announcement of new lines for screen readers.</summary>
    public ILocator Timeline => Section("timeline.title").Locator(".lines");

    /// <summary>The number, once the card shows.</summary>
    public async Task<string> Number()
    {
        await Root.WaitForAsync();
        return new Uri(desk.Page.Url).Segments[^1];
    }

    /// <summary>Opens a form of the card by its key.</summary>
    public async Task<FormPart> Act(string key, string title)
    {
        await Root.WaitForAsync();
        await desk.Keyboard.Press(key);
        var form = desk.Form(title);
        await form.Root.WaitForAsync();
        return form;
    }

    public ILocator Button(ILocator section, string name) => section.GetByRole(AriaRole.Button, new() { Name = Text[name], Exact = true });

    private ILocator Section(string title) => desk.Page.GetByRole(AriaRole.Region, new() { Name = Text[title], Exact = true });
}
