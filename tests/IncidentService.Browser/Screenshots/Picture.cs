using System.Text.Json;
using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;

namespace IncidentService.Browser.Screenshots;

/// <summary>
/// A picture of the README, and beside it what a screen reader finds on the page that it shows. The text has to be the same, word for
/// word; the picture may differ as much as the fonts of two machines do.
/// </summary>
internal sealed class Picture(string name, string content)
{
    private const double MostDifference = 0.08;

    /// <summary>Both pictures in 48 × 30 grey fields: how far apart they are on average, from 0 to 1; 1 if sizes differ.</summary>
    private const string Difference =
        """
        async ([one, other]) => {
          const [width, height] = [48, 30];
          const open = async (data) => {
            const image = Object.assign(new Image(), { src: "data:image/webp;base64," + data });
            await image.decode();
            return image;
          };
          const greys = (image) => {
            const drawing = new OffscreenCanvas(width, height).getContext("2d");
            drawing.filter = "grayscale(1)";
            drawing.imageSmoothingQuality = "high";
            drawing.drawImage(image, 0, 0, width, height);
            return drawing.getImageData(0, 0, width, height).data.filter((_, index) => index % 4 === 0);
          };
          const images = [await open(one), await open(other)];
          if (images[0].naturalWidth !== images[1].naturalWidth || images[0].naturalHeight !== images[1].naturalHeight) return 1;
          const [first, second] = images.map(greys);
          return first.reduce((sum, grey, index) => sum + Math.abs(grey - second[index]), 0) / first.length / 255;
        }
        """;

    private static readonly string Folder = Repository.File("src", "IncidentService", "Desk", "screenshots");

    private static bool IsWritten => Environment.GetEnvironmentVariable("INCIDENTS_WRITE_SCREENSHOTS") is not null;

    private string Image => Path.Combine(Folder, name);

    private string Content => Path.Combine(Folder, content);

    /// <summary>Compares the picture with the page as it is now, or takes it anew where that was asked for.</summary>
    public async Task ExpectTrue(Window window)
    {
        var (taken, found) = (await Take(window), await Read(window.Page));
        if (IsWritten)
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllBytesAsync(Image, Convert.FromBase64String(taken));
            await File.WriteAllTextAsync(Content, found);
        }
        Assert.Equal(await File.ReadAllTextAsync(Content), found, ignoreLineEndingDifferences: true);
        var kept = Convert.ToBase64String(await File.ReadAllBytesAsync(Image));
        Assert.InRange(await Compare(window.Context, taken, kept), 0, MostDifference);
        Assert.Contains("src/IncidentService/Desk/screenshots/" + name, await File.ReadAllTextAsync(Repository.File("README.md")));
    }

    public static async Task<double> Compare(IBrowserContext context, string one, string other)
    {
        var blank = await context.NewPageAsync();
        return await blank.EvaluateAsync<double>(Difference, new[] { one, other });
    }

    /// <summary>The content of the window as WebP in base64.</summary>
    public static async Task<string> Take(Window window)
    {
        var browser = await window.Context.NewCDPSessionAsync(window.Page);
        JsonElement? taken = await browser.SendAsync(
            "Page.captureScreenshot", new Dictionary<string, object> { ["format"] = "webp", ["quality"] = 80 });
        return taken!.Value.GetProperty("data").GetString()!;
    }

    /// <summary>Browsers differ in which spaces they write within a time.</summary>
    private static async Task<string> Read(IPage page) =>
        (await page.Locator("body").AriaSnapshotAsync()).Replace('\u202f', ' ').Replace('\u00a0', ' ') + "\n";
}
