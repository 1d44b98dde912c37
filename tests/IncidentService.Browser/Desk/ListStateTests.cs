using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Desk;

/// <summary>Work lists and reports, empty, full, loading and failed: axe finds nothing, and nothing is wider than the window.</summary>
public sealed class ListStateTests(Chromium chromium) : PageSuite(chromium)
{
    private static readonly string[] Lists = ["handoffs", "promises", "waiting", "misses"];

    [Theory]
    [MemberData(nameof(Look.Apart), MemberType = typeof(Look))]
    public async Task The_work_lists_are_accessible_empty_and_full(int width, ColorScheme colours, string language)
    {
        var look = new Look(width, colours, language);
        var desk = await SignIn("phone", look: look, at: "/desk/work?list=" + Lists[^1]);
        var panel = desk.Page.GetByRole(AriaRole.Tabpanel);
        await Expect(panel.GetByText(look.Texts.Work["misses.empty"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessible();

        await Service.OpenRich();
        await desk.Ask("no such thing");
        await desk.Heading("miss.title").WaitForAsync();
        await Pass(TimeSpan.FromHours(2));
        foreach (var list in Lists)
        {
            await desk.Page.GotoAsync("/desk/work?list=" + list);
            await Expect(panel.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
            await desk.Window.ExpectAccessible();
        }
    }

    [Theory]
    [MemberData(nameof(Look.Apart), MemberType = typeof(Look))]
    public async Task The_reports_are_accessible_empty_and_full(int width, ColorScheme colours, string language)
    {
        var look = new Look(width, colours, language);
        var desk = await SignIn("phone", look: look, at: "/desk/reports");
        await Expect(desk.Page.GetByText(look.Texts.Reports["promises.empty"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessible();

        await Service.OpenRich();
        await desk.Ask("no such thing");
        await desk.Heading("miss.title").WaitForAsync();
        await desk.Page.GotoAsync("/desk/reports");
        await Expect(desk.Page.GetByRole(AriaRole.Table)).ToHaveCountAsync(3);
        await desk.Window.ExpectAccessible();
    }

    [Fact]
    public async Task A_list_and_a_report_say_that_they_load_and_that_they_failed()
    {
        var desk = await SignIn("phone");
        var (work, reports) = (desk.Window.Texts.Work["work.title"], desk.Window.Texts.Reports["reports.title"]);
        foreach (var (view, title, calls) in new[]
        {
            ("/desk/work", work, "**/v1/handoffs?*"), ("/desk/reports", reports, "**/v1/reports/channels?*"),
        })
        {
            var answer = new TaskCompletionSource<int?>();
            await desk.Window.Hold(calls, answer.Task);
            await desk.Page.GotoAsync(view);
            await desk.Page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true }).WaitForAsync();
            await desk.Page.GetByText(desk.Text["loading"]).First.WaitForAsync();
            await desk.Window.ExpectAccessible();
            answer.SetResult(503);
            await desk.Alert.WaitForAsync();
            await desk.Window.ExpectAccessible();

            await desk.Page.UnrouteAllAsync();
            await desk.Hands.Activate(desk.Button("again"));
            await Expect(desk.Alert).ToHaveCountAsync(0);
        }
    }
}
