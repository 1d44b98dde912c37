using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.SignIn;

/// <summary>People sign in at the desk on the pages of a real OpenID Provider.</summary>
public sealed class OpenIdProviderTests(Chromium chromium) : IAsyncLifetime
{
    private const string Note = "He will come at six";
    private OpenIdProvider provider = null!;
    private RunningService service = null!;
    private Window window = null!;

    private IPage Page => window.Page;

    private ILocator Provider => Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example Corp" });

    private ILocator Login => Page.GetByPlaceholder("Enter any login");

    private ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public async ValueTask InitializeAsync()
    {
        Chromium.SkipIfMissing();
        provider = await OpenIdProvider.Start();
        // the clock of the provider is the machine's
        service = await RunningService.Start(provider.Settings, services => services.AddSingleton(TimeProvider.System));
        await provider.Register(service.Address);
        window = await chromium.Open(service.Address, new Look());
    }

    [Fact]
    public async Task A_person_signs_in_on_the_pages_of_the_provider_and_reaches_the_requested_view_with_the_rights_of_their_roles()
    {
        await Page.GotoAsync("/desk/work?list=promises");
        await Provider.ClickAsync();
        await Enter("ana");

        await Expect(Page.Locator(".person-name")).ToHaveTextAsync("Ana Ruiz");
        await Expect(Page).ToHaveURLAsync(new Uri(service.Address, "/desk/work?list=promises").ToString());
        Assert.Equal(["Phone", "Chat"], await Page.GetByLabel("You speak for").GetByRole(AriaRole.Option).AllTextContentsAsync());
        await Page.GotoAsync("/desk/new");
        await Page.GetByLabel("What is it about").FillAsync("A drill");
        await Page.Keyboard.PressAsync("Control+Enter");
        await Expect(Page.Locator(".line-agent").First).ToHaveTextAsync("Ana Ruiz");
    }

    [Fact]
    public async Task After_a_session_has_ended_the_provider_asks_again_and_what_was_typed_is_still_there()
    {
        await Page.GotoAsync("/desk");
        await Provider.ClickAsync();
        await Enter("ana");
        await Page.GetByRole(AriaRole.Link, new() { Name = "New incident" }).ClickAsync();
        await Page.GetByLabel("What is it about").FillAsync("A drill");
        await Page.Keyboard.PressAsync("Control+Enter");
        await Page.GetByRole(AriaRole.Article).WaitForAsync();
        await WriteNote();
        await Page.Context.ClearCookiesAsync(new() { Name = "__Host-incident-desk" });
        await Page.Keyboard.PressAsync("Control+Enter");

        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Link).ClickAsync();
        await Enter("ana", consents: false);
        await Page.GetByRole(AriaRole.Article).WaitForAsync();
        Assert.Equal(Note, await WriteNote());

        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Provider.ClickAsync();
        await Enter("guest");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("nothing is permitted to you here");

        await provider.Stop();
        await Provider.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The sign-in service cannot be reached");
    }

    /// <summary>The provider's own pages. It asks once whether the desk may know who it is.</summary>
    private async Task Enter(string person, bool consents = true)
    {
        await Login.FillAsync(person);
        await Page.GetByPlaceholder("and password").FillAsync("any");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign-in" }).ClickAsync();
        if (consents) await Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Heading.WaitForAsync();
    }

    /// <summary>Opens the form of a note, and types into it if nothing is there. Returns what was there.</summary>
    private async Task<string> WriteNote()
    {
        await Heading.FocusAsync();
        await Page.Keyboard.PressAsync("n");
        var field = Page.GetByLabel("For colleagues");
        var text = await field.InputValueAsync();
        if (text == "") await field.FillAsync(Note);
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        if (window is not null) await window.DisposeAsync();
        if (service is not null) await service.DisposeAsync();
        if (provider is not null) await provider.DisposeAsync();
    }
}
