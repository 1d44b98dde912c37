using System.Net;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Tracking.CustomerCalls;

namespace IncidentService.Tests.Tracking;

/// <summary>Where personal links lead.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("https://help.example.com", "https://help.example.com/t/")]
    [InlineData("https://example.com/help/", "https://example.com/help/t/")]
    public async Task A_link_contains_the_configured_address_and_never_the_Host_header(string setting, string begins)
    {
        await using var service = await RunningService.Start(new() { ["Tracking:BaseUrl"] = setting });
        using var desk = await service.Client("email");
        var number = await desk.Open();

        var made = await desk.Post($"/v1/incidents/{number}/tracking-links", new { }, ("Host", "evil.example"));

        Assert.StartsWith(begins + number + "#trk_", made.Expect(HttpStatusCode.Created)["url"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.com"), InlineData("/help"), InlineData("ftp://example.com"), InlineData("https://example.com/?a=b")]
    [InlineData("https://user@example.com")]
    public async Task An_invalid_address_stops_the_start(string setting)
    {
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunningService.Start(new() { ["Tracking:BaseUrl"] = setting }));

        Assert.Contains("Tracking:BaseUrl", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_network_stops_the_start() => Assert.Contains(
        "Proxies:Trusted",
        (await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunningService.Start(new() { ["Proxies:Trusted:0"] = "proxy" }))).Message,
        StringComparison.Ordinal);
}
