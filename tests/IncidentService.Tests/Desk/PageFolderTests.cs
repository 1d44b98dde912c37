using Acornima;
using IncidentService.Desk;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Desk;

/// <summary>The pages while somebody works on them.</summary>
public sealed class PageFolderTests : IDisposable
{
    private readonly ToolFolder folder = new("src", "IncidentService", "Desk", "Pages");

    [Fact]
    public void A_module_that_was_broken_for_a_while_is_served_again_once_it_is_mended()
    {
        var module = folder.File("desk/help.js");
        var text = File.ReadAllText(module);
        var pages = PageFolder.Open(folder.File(""), new PageSettings(TrackingBase: null, Provider: null), isFixed: false);
        File.WriteAllText(module, text + "function (");
        Assert.Throws<SyntaxErrorException>(pages);

        File.WriteAllText(module, text);

        Assert.NotNull(pages().FindPage("desk.html"));
    }

    public void Dispose() => folder.Dispose();
}
