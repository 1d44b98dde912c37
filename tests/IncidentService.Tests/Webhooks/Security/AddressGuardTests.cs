using System.Net;
using IncidentService.Common.Outcomes;
using IncidentService.Tests.Infrastructure;
using IncidentService.Webhooks.Security;
using IncidentService.Webhooks.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.Webhooks.Security;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("168.63.129.16")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2001:0:7f00:1::")]
    [InlineData("2001:db8::1")]
    public void Addresses_that_are_not_public_are_refused(string address) => Assert.False(Guard().Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("100.63.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:2800:220:1::1")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("64:ff9b::93.184.216.34")]
    public void Public_addresses_are_allowed(string address) => Assert.True(Guard().Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.0.0/16", "10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "10.2.0.1", false)]
    [InlineData("fd00:1::/32", "fd00:1::5", true)]
    public void Networks_listed_in_configuration_are_allowed(string network, string address, bool allowed) =>
        Assert.Equal(allowed, Guard(network).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://example.com/hook")]
    [InlineData("ftp://example.com/hook")]
    [InlineData("https://user:password@example.com/")]
    [InlineData("https://example.com/#part")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://localhost./")]
    [InlineData("https://a.localhost/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://%31%32%37.0.0.1/")]
    [InlineData("https://①②⑦.0.0.1/")]
    [InlineData("https:/example.com")]
    [InlineData("//example.com/hook")]
    public void Receivers_at_private_addresses_are_refused_when_they_are_registered(string url)
    {
        var errors = new ValidationErrors();

        Assert.Null(TargetUrl.Parse(url, Settings(), Guard(), errors));

        Assert.Equal("url", Assert.Single(errors.ToProblem().Errors!).Field);
    }

    [Theory]
    [InlineData("https://hooks.example.com/incidents?from=service")]
    [InlineData("https://93.184.216.34:8443/")]
    [InlineData("https://[2606:2800:220:1::1]/")]
    [InlineData("https://xn--mnchen-3ya.example")]
    public void Receivers_at_public_addresses_are_accepted(string url) =>
        Assert.Equal(url, TargetUrl.Parse(url, Settings(), Guard(), new ValidationErrors()));

    /// <summary>A host name that resolves differently each time: the check applies to the address that is connected to.</summary>
    [Fact]
    public async Task A_host_name_that_resolves_to_this_machine_is_not_called_even_if_it_resolved_elsewhere_before()
    {
        await using var receiver = await Receiver.Start();
        var settings = new Dictionary<string, string?> { ["Webhooks:AllowHttp"] = "true" };
        await using var service = await RunningService.Start(
            settings,
            services =>
                services.AddSingleton<ResolveHost>(
                    (_, _) =>
                        Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("::ffff:127.0.0.1"), IPAddress.IPv6Loopback])));
        using var admin = await service.Client("web", "admin");
        var url = "http://rebound.example.com:" + new Uri(receiver.Url).Port;
        var webhook = (await admin.Post("/v1/webhooks", new { name = "Hook", url, paused = true })).Expect(HttpStatusCode.Created);

        var sent = (await admin.Post($"/v1/webhooks/{webhook["id"]}/test", null)).Expect(HttpStatusCode.OK);

        Assert.Equal("address", sent["outcome"]!.ToString());
        Assert.Empty(receiver.All);
    }

    private static AddressGuard Guard(params string[] networks) => new(Settings(networks), (_, _) => Task.FromResult<IPAddress[]>([]));

    private static WebhookSettings Settings(params string[] networks) => WebhookSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(
            networks.Select((network, index) => KeyValuePair.Create($"Webhooks:AllowedNetworks:{index}", (string?)network))).Build(),
        isDevelopment: false);
}
