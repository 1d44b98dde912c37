using IncidentNumbers;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Desk.PrintedSlip;

/// <summary>A scanner reads the codes of the slip. ZBar, which shares no code with the library that draws them, is the scanner.</summary>
public sealed class SlipCodeTests : IDisposable
{
    private const double DotsPerMillimetre = 8; // 203 dpi
    private const int DotsPerModule = 3;
    private const double ReceiptMillimetres = 72; // what a printer of 80 mm paper can print on

    private readonly ToolFolder tools = new("tests", "IncidentService.Tests", "Desk", "PrintedSlip", "node");

    public SlipCodeTests()
    {
        tools.Add("desk/slip", "src", "IncidentService", "Desk", "Pages", "desk", "slip");
        tools.Add("vendor/bwip-js", "src", "IncidentService", "Desk", "Pages", "vendor", "bwip-js");
    }

    [Fact]
    public async Task A_scanner_reads_the_tracking_address_and_the_number_from_a_receipt()
    {
        foreach (var number in Enumerable.Range(0, 5).Select(_ => IncidentNumber.Mint()))
        {
            var address = $"https://incidents.example.com/t/{number}";

            var modules = int.Parse(await tools.Run("node", "draw.js", address, number.ToString("B")));

            Assert.Equal($"QR-Code:{address}", await Scan("qr.pgm"));
            Assert.Equal($"CODE-128:{number:B}", await Scan("bars.pgm"));
            Assert.InRange(modules * DotsPerModule / DotsPerMillimetre, 1, ReceiptMillimetres);
        }
    }

    public void Dispose() => tools.Dispose();

    private async Task<string> Scan(string image) => (await tools.Run("zbarimg", "--quiet", "--nodbus", image)).Trim();
}
