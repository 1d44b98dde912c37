using Microsoft.Playwright;

namespace IncidentService.Browser.Infrastructure;

/// <summary>Somebody at the keyboard who never takes the mouse.</summary>
internal sealed class Hands(IPage page)
{
    private const int MostTabs = 80;

    public Task Type(string text) => page.Keyboard.TypeAsync(text);

    public Task Press(string key) => page.Keyboard.PressAsync(key);

    /// <summary>Waits until this has the focus by itself.</summary>
    public static async Task ExpectFocus(ILocator target) => await Assertions.Expect(target).ToBeFocusedAsync();

    /// <summary>Goes on with Tab until this has the focus.</summary>
    public async Task TabTo(ILocator target)
    {
        await target.WaitForAsync();
        for (var tabs = 0; tabs < MostTabs && !await HasFocus(target); tabs++) await Press("Tab");
        await ExpectFocus(target);
    }

    /// <summary>Replaces what stands in a field.</summary>
    public async Task TypeInto(ILocator field, string text)
    {
        await TabTo(field);
        await Press("ControlOrMeta+a");
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
