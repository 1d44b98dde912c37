using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentService.Tests.Approvals;
using IncidentService.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Connectors;

/// <summary>Each channel's system receives the events that configuration lists, and no others.</summary>
public sealed class SystemTests : IAsyncLifetime
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentQueue<(string System, string Id, JsonNode Event, bool Signed)> told = new();
    private WebApplication systems = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        systems = builder.Build();
        systems.Urls.Add("http://127.0.0.1:0");
        systems.MapPost("/{system}", Receive);
        await systems.StartAsync();
    }

    public ValueTask DisposeAsync() => systems.DisposeAsync();

    [Fact]
    public async Task A_hand_off_to_phone_is_sent_to_the_phone_desk_and_an_approval_to_the_tills()
    {
        await using var service = await Start();
        using var desk = await service.Client("email", "read", "write", "approve");
        var number = await desk.Open();

        await desk.Post($"/v1/incidents/{number}/handoffs", new { to = new { channel = "chat" }, reason = "Not for the phone desk" });
        await desk.Grant(number, new { type = "waiver" });
        await desk.Post($"/v1/incidents/{number}/handoffs", new { to = new { channel = "phone" }, reason = "Has to be ordered by phone" });

        await Eventually.IsTrue(() => told.Count == 2, "both are told");
        var (phone, tills) = (told.Single(one => one.System == "phone-desk"), told.Single(one => one.System == "tills"));
        Assert.Equal(
            ("org.incidentservice.handoff.requested", 2), ((string)phone.Event["type"]!, (int)phone.Event["data"]!["facts"]!["handoff"]!));
        Assert.Equal(("org.incidentservice.approval.granted", number), ((string)tills.Event["type"]!, (string)tills.Event["subject"]!));
        Assert.All(told, one => Assert.True(one.Signed));
        Assert.DoesNotContain("ordered by phone", phone.Event.ToJsonString());
    }

    [Fact]
    public async Task After_a_restart_a_system_receives_its_newly_configured_events_and_keeps_its_feed_position()
    {
        await using var service = await RunningService.Start(); // without connected systems
        string grant;
        await using (var before = await Start(beside: service))
        {
            using var desk = await before.Client("email", "read", "write", "approve");
            grant = await desk.Grant(new { type = "waiver" });
            await Eventually.IsTrue(() => told.Count == 1, "the grant is told");
        }

        await using var again = await Start(new() { ["Connectors:Systems:tills:Hears:1"] = "approval.revoked" }, beside: service);
        again.Clock.Advance(TimeSpan.FromMinutes(1)); // the leases of the stopped service have expired
        await Eventually.IsTrue(
            () =>
                service.Register.Scalar<string>(
                    "SELECT types FROM subscriptions WHERE sender = 'system:tills'") == "approval.granted approval.revoked",
            "it is heard of too");
        using var later = await again.Client("email", "read", "write", "approve");
        await later.Revoke(grant);

        await Eventually.IsTrue(() => told.Count == 2, "the revocation is told");
        Assert.Equal(
            ["org.incidentservice.approval.granted", "org.incidentservice.approval.revoked"],
            told.Select(one => (string)one.Event["type"]!));
        Assert.Equal(2, service.Register.Count("subscriptions"));
    }

    private async Task<RunningService> Start(Dictionary<string, string?>? more = null, RunningService? beside = null)
    {
        var secret = "whsec_" + Convert.ToBase64String(Secret);
        var address = systems.Urls.First();
        var settings = new Dictionary<string, string?>
        {
            ["Webhooks:AllowedNetworks:0"] = "127.0.0.0/8",
            ["Connectors:Systems:phone-desk:Url"] = address + "/phone-desk", ["Connectors:Systems:phone-desk:Secret"] = secret,
            ["Connectors:Systems:phone-desk:Hears:0"] = "handoff.requested to phone",
            ["Connectors:Systems:tills:Url"] = address + "/tills", ["Connectors:Systems:tills:Secret"] = secret,
            ["Connectors:Systems:tills:Hears:0"] = "approval.granted",
        };
        foreach (var (name, value) in more ?? []) settings[name] = value;
        var service = await RunningService.Start(settings, beside: beside);
        await Eventually.IsTrue(() => service.Register.Count("subscriptions") == 2, "both have their subscription");
        return service;
    }

    private async Task<IResult> Receive(string system, HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var id = request.Headers["webhook-id"].ToString();
        var signed = $"{id}.{request.Headers["webhook-timestamp"]}.{body}";
        var signature = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(signed)));
        told.Enqueue((system, id, JsonNode.Parse(body)!, request.Headers["webhook-signature"] == signature));
        return Results.StatusCode((int)HttpStatusCode.NoContent);
    }
}
