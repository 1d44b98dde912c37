using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.FirstView;

/// <summary>
/// The form of a first visit is there before the script that handles it. That script comes when somebody uses the page, however slow the
/// line is, and nothing that was done meanwhile is lost.
/// </summary>
public sealed class DrawnFormTests(Chromium chromium, PageService service) : IClassFixture<PageService>
{
    private const string Script = "**/joined/*/main.js";

    [Fact]
    public async Task What_is_typed_into_the_sign_in_stays_where_it_is_when_the_script_comes()
    {
        await using var window = await chromium.Open(service.Running.Address, new Look());
        var page = window.Page;
        var script = await Hold(page);
        await page.GotoAsync("/desk/work");
        var (agent, key) = (page.GetByLabel("Your name"), page.GetByLabel("Access key"));
        await KeyboardUser.ExpectFocus(agent);
        await page.EvaluateAsync("for (const field of document.querySelectorAll('input, select, button')) field.isDrawn = true");

        await page.Keyboard.TypeAsync("Ana R");
        script.SetResult();
        await Expect(page.Locator("[data-unreachable]")).ToHaveCountAsync(0); // the script has no such line

        await KeyboardUser.ExpectFocus(agent);
        await page.Keyboard.TypeAsync("uiz");
        await Expect(agent).ToHaveValueAsync("Ana Ruiz");
        Assert.True(await page.EvaluateAsync<bool>(
            "[...document.querySelectorAll('input, select, button')].every((field) => field.isDrawn)"));
        await page.Keyboard.PressAsync("Tab");
        await KeyboardUser.ExpectFocus(key);
        await page.Keyboard.TypeAsync(await service.Running.Key("phone", ["read"]));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/desk/work");
        window.ExpectNoErrors();
    }

    [Fact]
    public async Task Who_signs_in_before_the_script_has_come_is_signed_in_when_it_has()
    {
        await using var window = await chromium.Open(service.Running.Address, new Look());
        var page = window.Page;
        var script = await Hold(page);
        await page.GotoAsync("/desk");
        await page.GetByLabel("Your name").FillAsync("Ana Ruiz");
        await page.GetByLabel("Access key").FillAsync(await service.Running.Key("phone", ["read"]));
        await page.Keyboard.PressAsync("Enter");
        Assert.EndsWith("/desk/sign-in", page.Url); // the key is not in the address

        script.SetResult();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        window.ExpectNoErrors();
    }

    [Fact]
    public async Task A_script_that_cannot_come_is_said_and_loaded_again()
    {
        await using var window = await chromium.Open(service.Running.Address, new Look());
        var page = window.Page;
        await page.GotoAsync("/desk");
        await page.RouteAsync(Script, route => route.AbortAsync());
        await page.GetByLabel("Your name").FillAsync("Ana Ruiz");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The service cannot be reached");
        await window.ExpectAccessible();

        await page.UnrouteAsync(Script);
        await page.GetByLabel("Access key").FillAsync(await service.Running.Key("phone", ["read"]));
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_language_chosen_before_the_script_has_come_is_drawn_when_it_has_with_what_was_typed()
    {
        await using var window = await chromium.Open(service.Running.Address, new Look());
        var page = window.Page;
        var script = await Hold(page);
        var (english, spanish) = (Texts.English.Track, Texts.Spanish.Track);
        await page.GotoAsync("/track");
        await page.GetByLabel(english["open.contact"]).FillAsync(Samples.Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Español" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = english["open.show"] }).WaitForAsync();

        script.SetResult();

        await page.GetByRole(AriaRole.Button, new() { Name = spanish["open.show"] }).ClickAsync();
        await Expect(page.GetByText(spanish["open.number.missing"])).ToBeVisibleAsync();
        await Expect(page.GetByLabel(spanish["open.contact"])).ToHaveValueAsync(Samples.Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(page.GetByText(english["open.number.missing"])).ToBeVisibleAsync(); // what is wrong is said in the other language, too

        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Español" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = spanish["open.show"] }).WaitForAsync();
        await page.ReloadAsync(); // drawn in the language of the browser
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = spanish["page.language"] })).ToBeVisibleAsync();
        await window.ExpectAccessible();
        window.ExpectNoErrors();
    }

    /// <summary>Holds the script back until the test says.</summary>
    private static async Task<TaskCompletionSource> Hold(IPage page)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync(Script, async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        return held;
    }
}
