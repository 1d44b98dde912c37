using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Connectors;

/// <summary>Zendesk's API as its documentation describes it, on loopback: users, tickets with fields, tags and comments.</summary>
internal sealed class FakeZendesk : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Call, HttpStatusCode Status, int? RetryAfter, bool Done)> refusals = new();

    private FakeZendesk(WebApplication app) => this.app = app;

    public Uri Url { get; private set; } = null!;
    public ConcurrentDictionary<long, string> Users { get; } = new();

    /// <summary>The names of the users that are agents.</summary>
    public ConcurrentDictionary<long, string> Agents { get; } = new();
    public ConcurrentDictionary<long, string> Fields { get; } = new();
    public ConcurrentQueue<string> Tags { get; } = new();
    public ConcurrentQueue<(string Body, bool Public)> Comments { get; } = new();

    /// <summary>Method and path of every request, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();
    public ConcurrentQueue<string?> Credentials { get; } = new();

    public static async Task<FakeZendesk> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var zendesk = new FakeZendesk(app);
        app.Run(zendesk.Answer);
        await app.StartAsync();
        zendesk.Url = new Uri(app.Urls.First());
        return zendesk;
    }

    /// <summary>Refuses the next such call with this status. With done, the call has its effect although it is refused.</summary>
    public void Refuse(string call, HttpStatusCode status, int? retryAfter = null, bool done = false) =>
        refusals.Enqueue((call, status, retryAfter, done));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        var call = $"{http.Request.Method} {http.Request.Path}";
        Calls.Enqueue(call);
        Credentials.Enqueue(http.Request.Headers.Authorization);
        var refused = refusals.TryPeek(out var refusal) && refusal.Call == call && refusals.TryDequeue(out refusal);
        var answer = refused && !refusal.Done ? new JsonObject() : await Do(http);
        http.Response.StatusCode = refused ? (int)refusal.Status : answer is null ? 404 : 200;
        if (refused && refusal.RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString();
        await http.Response.WriteAsJsonAsync(answer ?? new JsonObject { ["error"] = "RecordNotFound", ["description"] = "Not found" });
    }

    private async Task<JsonNode?> Do(HttpContext http)
    {
        var parts = http.Request.Path.Value!.Replace(".json", "", StringComparison.Ordinal).Split('/');
        return (http.Request.Method, parts) switch
        {
            ("GET", [_, "api", "v2", "users", var id]) when Users.TryGetValue(long.Parse(id), out var email) =>
                new JsonObject
                {
                    ["user"] = new JsonObject { ["id"] = long.Parse(id), ["name"] = "Anna", ["email"] = email, ["role"] = "end-user" }
                },
            ("GET", [_, "api", "v2", "users", var id]) when Agents.TryGetValue(long.Parse(id), out var name) =>
                new JsonObject
                {
                    ["user"] = new JsonObject
                    {
                        ["id"] = long.Parse(id), ["name"] = name, ["email"] = "kim@example.com", ["role"] = "agent"
                    }
                },
            ("GET", [_, "api", "v2", "tickets", _, "comments"]) => new JsonObject
            {
                ["comments"] = new JsonArray(
                    [.. Comments.Reverse().Select(comment => new JsonObject { ["type"] = "Comment", ["body"] = comment.Body, ["public"] = comment.Public })]),
                ["meta"] = new JsonObject { ["has_more"] = false },
            },
            ("PUT", [_, "api", "v2", "tickets", var id]) =>
                Update(long.Parse(id), (await JsonNode.ParseAsync(http.Request.Body))!["ticket"]!),
            ("PUT", [_, "api", "v2", "tickets", _, "tags"]) => Add((await JsonNode.ParseAsync(http.Request.Body))!["tags"]!.AsArray()),
            _ => null,
        };
    }

    private JsonObject Update(long ticket, JsonNode change)
    {
        foreach (var field in change["custom_fields"]?.AsArray() ?? []) Fields[(long)field!["id"]!] = (string)field["value"]!;
        if (change["comment"] is { } comment) Comments.Enqueue(((string)comment["body"]!, (bool?)comment["public"] ?? true));
        return new JsonObject
        {
            ["ticket"] = new JsonObject { ["id"] = ticket, ["updated_at"] = "2026-11-21T09:30:00Z" },
            ["audit"] = new JsonObject { ["id"] = 1 }
        };
    }

    private JsonObject Add(JsonArray tags)
    {
        foreach (var tag in tags.Select(tag => (string)tag!).Where(tag => !Tags.Contains(tag))) Tags.Enqueue(tag);
        return new JsonObject { ["tags"] = new JsonArray([.. Tags.Select(tag => (JsonNode)tag)]) };
    }
}
