using Microsoft.Playwright;

namespace IncidentService.Browser.Infrastructure;

/// <summary>A user who works by keyboard only.</summary>
internal sealed class KeyboardUser(IPage page)
{
    private const int MostTabs = 100;

    /// <summary>How many keys were pressed so far. Ctrl+Enter counts as one.</summary>
    public int Keys { get; private set; }

    public async Task Type(string text)
    {
        Keys += text.Length;
        await page.Keyboard.TypeAsync(text);
    }

    public async Task Press(string key)
    {
        Keys++;
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Waits until this has the focus by itself.</summary>
    public static async Task ExpectFocus(ILocator target) => await Assertions.Expect(target).ToBeFocusedAsync();

    /// <summary>Goes on with Tab until this has the focus.</summary>
    public async Task TabTo(ILocator target)
    {
        await target.WaitForAsync();
        for (var tabs = 0; tabs < MostTabs && !await HasFocus(target); tabs++) await Press("Tab");
        await ExpectFocus(target);
    }

    /// <summary>Goes to a button or a link and presses Enter.</summary>
    public async Task Activate(ILocator target)
    {
        await TabTo(target);
        await Press("Enter");
    }

    /// <summary>Replaces the content of a field.</summary>
    public async Task TypeInto(ILocator field, string text)
    {
        await TabTo(field);
        if (await field.InputValueAsync() is not "") await Press("ControlOrMeta+a");
        await Type(text);
    }

    /// <summary>Chooses among options by the arrow keys, or ticks a box.</summary>
    public async Task Choose(ILocator option)
    {
        if (await option.GetAttributeAsync("type") == "checkbox")
        {
            await TabTo(option);
            await Press("Space");
            return;
        }
        await TabTo(option.Locator("xpath=ancestor::fieldset").GetByRole(AriaRole.Radio, new() { Checked = true }));
        for (var steps = 0; steps < MostTabs && !await option.IsCheckedAsync(); steps++) await Press("ArrowDown");
        await Assertions.Expect(option).ToBeCheckedAsync();
    }

    private static Task<bool> HasFocus(ILocator target) => target.EvaluateAsync<bool>("element => element === document.activeElement");
}
