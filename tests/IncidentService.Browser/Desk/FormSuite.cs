using System.Net;
using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;

namespace IncidentService.Browser.Desk;

/// <summary>An incident on the service of the class, and its card in the window of somebody who is signed in.</summary>
public abstract class FormSuite(Chromium chromium, PageService service) : IClassFixture<PageService>, IAsyncLifetime
{
    private protected const string Agent = "Ana Ruiz";
    private protected static readonly string[] Everything = ["read", "write", "approve", "redeem"];
    private Window? window;

    private protected RunningService Service => service.Running;

    private protected Window Window => window!;

    private protected IPage Page => Window.Page;

    public ValueTask InitializeAsync()
    {
        Chromium.SkipIfMissing();
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens an address of the desk, signs in there, and is led back to it.</summary>
    private protected async Task SignIn(string at, string channel = "phone", params string[] scopes)
    {
        window = await chromium.Open(Service.Address, new Look());
        await Window.Follow(Service.Clock);
        await Page.GotoAsync(at);
        await EnterKey(await Service.Key(channel, scopes.Length > 0 ? scopes : Everything));
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }

    private protected async Task EnterKey(string key)
    {
        await Page.GetByLabel("Your name").FillAsync(Agent);
        await Page.GetByLabel("Access key").FillAsync(key);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>The card of an incident, with nothing typed yet.</summary>
    private protected async Task OpenCard(string number, string channel = "phone", params string[] scopes)
    {
        await SignIn("/desk/incidents/" + number, channel, scopes);
        await Page.GetByRole(AriaRole.Article).WaitForAsync();
    }

    /// <summary>Opens a form by its key.</summary>
    private protected async Task<ILocator> Form(string key, string name)
    {
        await Page.Keyboard.PressAsync(key);
        return await Form(name);
    }

    private protected async Task<ILocator> Form(string name)
    {
        var form = Page.GetByRole(AriaRole.Form, new() { Name = name });
        await form.WaitForAsync();
        return form;
    }

    private protected async Task Send(ILocator form)
    {
        await Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(form).ToHaveCountAsync(0);
    }

    private protected ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>The lines of the timeline, without the announcement of new lines for screen readers.</summary>
    private protected ILocator Timeline => Page.GetByRole(AriaRole.Region, new() { Name = "What happened" }).Locator(".lines");

    private protected async Task<System.Text.Json.Nodes.JsonNode> Card(string number)
    {
        using var reader = await Service.Client("email", "read");
        return (await reader.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        if (window is not null) await window.DisposeAsync();
        window?.ExpectNoErrors();
        GC.SuppressFinalize(this);
    }
}
