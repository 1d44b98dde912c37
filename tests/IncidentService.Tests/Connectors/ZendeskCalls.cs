using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentService.Keys;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.Connectors;

/// <summary>A service connected to Zendesk, and signed requests as Zendesk's webhook sends them.</summary>
internal sealed class ZendeskCalls : IAsyncDisposable
{
    public const string Secret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
    public const long Anna = 8447388090494;
    public const long Field = 27642;
    private readonly HttpClient http;

    private ZendeskCalls(RunningService service, FakeZendesk zendesk)
    {
        (Service, Zendesk) = (service, zendesk);
        http = new HttpClient { BaseAddress = service.Address };
    }

    public RunningService Service { get; }
    public FakeZendesk Zendesk { get; }

    public static async Task<ZendeskCalls> Start(Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        var (key, zendesk) = (KeySecret.Create(), await FakeZendesk.Start());
        zendesk.Users[Anna] = "anna@example.com";
        var all = new Dictionary<string, string?>
        {
            ["Connectors:Zendesk:SigningSecret"] = Secret,
            ["Connectors:Zendesk:Key"] = key,
            ["Connectors:Zendesk:Api:Url"] = zendesk.Url.ToString(),
            ["Connectors:Zendesk:Api:Email"] = "robot@example.com",
            ["Connectors:Zendesk:Api:Token"] = "token-of-the-robot",
            ["Connectors:Zendesk:Api:NumberField"] = Field.ToString(),
        };
        foreach (var (name, value) in settings ?? []) all[name] = value;
        var service = await RunningService.Start(all, services);
        await service.Key("email", ["read", "write"], secret: key);
        return new ZendeskCalls(service, zendesk);
    }

    /// <summary>The documented payload of a created ticket.</summary>
    public static JsonObject Created(
        long ticket, string? description, string subject = "Cannot login to mobile app", string sequence = "8AD9B7D1") =>
        Event(
        "ticket.created", ticket, subject, description,
        new JsonObject
        {
            ["meta"] = new JsonObject { ["sequence"] = new JsonObject { ["id"] = sequence, ["position"] = 1, ["total"] = 2 } }
        });

    /// <summary>The documented payload of an added comment.</summary>
    public static JsonObject Commented(
        long ticket, string body, bool isStaff = false, bool isPublic = true, string sequence = "8AD9B7D2") =>
        Event(
        "ticket.comment_added", ticket, "Cannot login to mobile app", "The first comment", new JsonObject
        {
            ["comment"] = new JsonObject
            {
                ["id"] = 9876543210, ["body"] = body, ["is_public"] = isPublic,
                ["author"] = new JsonObject
                {
                    ["id"] = isStaff ? "8447388090495" : Anna.ToString(),
                    ["is_staff"] = isStaff,
                    ["name"] = isStaff ? "Support Agent" : "Anna"
                },
            },
            ["meta"] = new JsonObject { ["sequence"] = new JsonObject { ["id"] = sequence, ["position"] = 2, ["total"] = 2 } },
        });

    public async Task<Answer> Send(JsonObject payload) => await Send(payload.ToJsonString());

    public async Task<Answer> Send(string body, string? signature = null, string timestamp = "2026-11-21T09:30:00Z")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connectors/zendesk/events")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json")
        };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Zendesk", "1.0"));
        request.Headers.TryAddWithoutValidation("X-Zendesk-Webhook-Signature-Timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("X-Zendesk-Webhook-Signature", signature ?? Sign(timestamp + body));
        using var response = await http.SendAsync(request);
        return await Answer.Read(response);
    }

    public static string Sign(string text, string secret = Secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Service.DisposeAsync();
        await Zendesk.DisposeAsync();
    }

    private static JsonObject Event(string type, long ticket, string subject, string? description, JsonObject change) => new()
    {
        ["account_id"] = 22129848,
        ["detail"] = new JsonObject
        {
            ["actor_id"] = Anna.ToString(), ["assignee_id"] = null, ["brand_id"] = "8447346621310", ["created_at"] = "2025-01-08T10:12:07Z",
            ["custom_status"] = "8447320465790",
            ["description"] = description, ["external_id"] = null, ["form_id"] = "8646151517822", ["group_id"] = "8447320466430",
            ["id"] = ticket.ToString(), ["is_public"] = true,
            ["organization_id"] = "8447346622462", ["priority"] = "LOW", ["requester_id"] = Anna.ToString(), ["status"] = "OPEN",
            ["subject"] = subject,
            ["submitter_id"] = Anna.ToString(), ["tags"] = null, ["type"] = "TASK", ["updated_at"] = "2025-01-08T10:12:07Z",
            ["via"] = new JsonObject { ["channel"] = "web_service" },
        },
        ["event"] = change,
        ["id"] = Guid.NewGuid().ToString(),
        ["subject"] = "zen:ticket:" + ticket,
        ["time"] = "2025-01-08T10:12:07.672717030Z",
        ["type"] = "zen:event-type:" + type,
        ["zendesk_event_version"] = "2022-11-06",
    };
}
