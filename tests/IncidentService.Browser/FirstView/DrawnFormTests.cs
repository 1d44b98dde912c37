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
    private const string FirstScript = "**/joined/*/entry.js";
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
    public async Task A_name_that_is_typed_before_the_first_script_has_come_keeps_the_focus()
    {
        await using var window = await chromium.Open(service.Running.Address, new Look());
        var page = window.Page;
        await Remember(page, "desk.agent", "Somebody Else");
        var script = await Hold(page, FirstScript);
        await page.GotoAsync("/desk", new() { WaitUntil = WaitUntilState.Commit });
        var agent = page.GetByLabel("Your name");
        await KeyboardUser.ExpectFocus(agent);
        await page.Keyboard.TypeAsync("Ana");

        script.SetResult();
        await page.WaitForURLAsync("**/desk/sign-in"); // the first script has come

        await page.Keyboard.TypeAsync(" Ruiz");
        await Expect(agent).ToHaveValueAsync("Ana Ruiz");
        await Expect(page.GetByLabel("Access key")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task What_is_typed_by_whoever_was_signed_in_before_is_kept()
    {
        await using var window = await chromium.Open(service.Running.Address, new Look());
        var page = window.Page;
        await Remember(page, "desk.signedIn", "yes");
        var script = await Hold(page);
        await page.GotoAsync("/desk/work");
        await page.GetByLabel("Your name").FillAsync("Ana Ruiz");
        await page.GetByLabel("Access key").FillAsync(await service.Running.Key("phone", ["read"]));
        await page.Keyboard.PressAsync("Enter");

        script.SetResult();

        await page.WaitForURLAsync("**/desk/work");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_answer_that_nobody_is_signed_in_does_not_end_the_session_that_has_begun_since()
    {
        await using var window = await chromium.Open(service.Running.Address, new Look());
        var page = window.Page;
        await Remember(page, "desk.signedIn", "yes");
        var late = new TaskCompletionSource();
        await page.RouteAsync("**/v1/session", async route =>
        {
            if (route.Request.Method != "GET" || late.Task.IsCompleted)
            {
                await route.ContinueAsync();
                return;
            }
            var nobody = await route.FetchAsync();
            await late.Task;
            await route.FulfillAsync(new() { Response = nobody });
        });
        await page.GotoAsync("/desk/work");
        await page.GetByLabel("Your name").FillAsync("Ana Ruiz");
        await page.GetByLabel("Access key").FillAsync(await service.Running.Key("phone", ["read"]));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToHaveCountAsync(1);

        await page.RunAndWaitForResponseAsync(() => Task.FromResult(late.TrySetResult()), IsSession);

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.EndsWith("/desk/work", page.Url, StringComparison.Ordinal);

        static bool IsSession(IResponse response) =>
            response.Url.EndsWith("/v1/session", StringComparison.Ordinal) && response.Request.Method == "GET" && response.Status == 200;
    }

    [Fact]
    public async Task A_failed_sign_in_of_a_provider_is_said_and_keeps_what_was_typed()
    {
        await using var window = await chromium.Open(service.Running.Address, new Look());
        var page = window.Page;
        var script = await Hold(page);
        await page.GotoAsync("/desk/sign-in?failed=refused");
        await page.GetByLabel("Your name").FillAsync("Ana Ruiz");

        script.SetResult();

        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Your name")).ToHaveValueAsync("Ana Ruiz");
        await window.ExpectAccessible();
    }

    [Fact]
    public async Task What_failed_to_be_sent_is_not_sent_by_typing_on()
    {
        await using var window = await chromium.Open(service.Running.Address, new Look());
        var page = window.Page;
        await page.GotoAsync("/desk");
        await page.RouteAsync(Script, route => route.AbortAsync());
        var key = page.GetByLabel("Access key");
        await page.EvaluateAsync("document.querySelectorAll('input').forEach((field) => field.value = 'ik_mistyped')"); // no sign of use
        await key.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The service cannot be reached");
        var sent = 0;
        page.Request += (_, request) => sent += request.Method == "POST" ? 1 : 0;

        await page.UnrouteAsync(Script);
        await page.Keyboard.TypeAsync("x");
        await Expect(page.Locator("[data-unreachable]")).ToHaveCountAsync(0); // the script has come
        await page.Keyboard.TypeAsync("y");

        await Expect(key).ToHaveValueAsync("ik_mistypedxy");
        Assert.Equal(0, sent);
    }

    [Fact]
    public async Task The_page_of_a_link_waits_for_a_script_that_cannot_come()
    {
        var number = await service.Running.OpenRich();
        using var email = await service.Running.Client("email", "read", "write");
        var link = await email.Post(
            $"/v1/incidents/{number}/tracking-links", new { contact = new { kind = "email", value = Samples.Email } });
        await using var window = await chromium.Open(service.Running.Address, new Look());
        var page = window.Page;
        var loads = 0;
        page.DOMContentLoaded += (_, _) => loads++;
        await page.RouteAsync(Script, route => route.AbortAsync());
        await page.GotoAsync($"/t/{number}" + new Uri(link["url"]!.ToString()).Fragment);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(Texts.English.Track["problem.offline"]);

        await page.UnrouteAsync(Script);

        await Expect(page.Locator("#subject")).ToBeVisibleAsync();
        Assert.Equal(1, loads);
        Assert.DoesNotContain("trk_", page.Url);
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
        Assert.True(await page.EvaluateAsync<bool>(
            """
            [...document.querySelectorAll("[aria-describedby]")].every((field) =>
              field.getAttribute("aria-describedby").split(" ").every((id) => document.getElementById(id)))
            """));
        await Expect(page.GetByLabel(spanish["open.contact"])).ToHaveValueAsync(Samples.Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(page.GetByText(english["open.number.missing"])).ToBeVisibleAsync(); // what is wrong is said in the other language, too

        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Español" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = spanish["open.show"] }).WaitForAsync();
        await page.ReloadAsync(); // drawn in the language of the browser
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = spanish["page.language"] })).ToBeVisibleAsync();
        await window.ExpectAccessible();
        await page.GetByLabel(spanish["open.number"]).FillAsync(await service.Running.OpenRich("50901"));
        await page.GetByLabel(spanish["open.contact"]).FillAsync(Samples.Email);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#subject")).ToHaveCountAsync(1); // the page was taken over once
        window.ExpectNoErrors();
    }

    private static Task Remember(IPage page, string name, string value) =>
        page.AddInitScriptAsync($"if (!localStorage.getItem('{name}')) localStorage.setItem('{name}', '{value}')");

    /// <summary>Holds the script back until the test says.</summary>
    private static async Task<TaskCompletionSource> Hold(IPage page, string script = Script)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync(script, async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        return held;
    }
}
