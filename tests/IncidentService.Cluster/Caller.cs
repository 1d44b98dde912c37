using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace IncidentService.Cluster;

/// <summary>
/// Sends an attempt once and says what is known of it. It uses plain HTTP, because the SDK would repeat what it is to be seen failing.
/// </summary>
internal sealed class Caller(string step, string deskKey, string tillKey) : IDisposable
{
    /// <summary>How often each approval may be redeemed.</summary>
    public const int Uses = 3;

    public const string System = "cluster";

    /// <summary>Longer than the service tries by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient http = new() { Timeout = Patience };

    public async Task<Attempt> Try(Intent intent, Uri replica)
    {
        var began = Now();
        return await Send(intent, replica) with { Began = began, Ended = Now() };
    }

    public void Dispose() => http.Dispose();

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<Attempt> Send(Intent intent, Uri replica)
    {
        try
        {
            using var request = Create(intent, replica);
            using var response = await http.SendAsync(request);
            return Judge(intent, response, await response.Content.ReadAsStringAsync());
        }
        catch (TaskCanceledException)
        {
            return new Attempt(step, intent, Fate.Info, "no answer");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new Attempt(step, intent, Fate.Info, "connection lost");
        }
    }

    private HttpRequestMessage Create(Intent intent, Uri replica)
    {
        var (method, path, body) = intent.Kind switch
        {
            Kind.Open => (HttpMethod.Post, "/v1/incidents", Opening(intent.Id)),
            Kind.Reference => (HttpMethod.Put, $"/v1/references?system={System}&value={intent.Id}", Opening(intent.Id)),
            _ => (HttpMethod.Put, $"/v1/incidents/{intent.Approval}/approvals/1/redemptions/{intent.Id}", "{}"),
        };
        var request = new HttpRequestMessage(method, new Uri(replica, path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", intent.Kind == Kind.Redeem ? tillKey : deskKey);
        if (intent.Kind == Kind.Open) request.Headers.Add("Idempotency-Key", intent.Id);
        return request;
    }

    /// <summary>The subject identifies the incident in the final check.</summary>
    private static string Opening(string subject) =>
        $$"""{ "subject": "{{subject}}", "approvals": [{ "type": "waiver", "uses": {{Uses}} }] }""";

    private Attempt Judge(Intent intent, HttpResponseMessage response, string body)
    {
        var json = JsonDocument.Parse(body.Length > 0 && body[0] == '{' ? body : "{}").RootElement;
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            var result = json.GetProperty(intent.Kind == Kind.Redeem ? "transaction" : "number").GetString();
            return new Attempt(step, intent, Fate.Ok, $"{status}") { Result = result };
        }
        var problem = json.TryGetProperty("type", out var type) ? type.GetString()!.Split('/')[^1] : "no problem details";
        var fate = response.StatusCode == HttpStatusCode.Conflict && problem == "approval-exhausted" ? Fate.Fail : Fate.Info;
        return new Attempt(step, intent, fate, $"{status} {problem}") { Wrong = FindWrong(response, problem) };
    }

    /// <summary>In every database failure, callers get Retry-After.</summary>
    private static string? FindWrong(HttpResponseMessage response, string problem) => response.StatusCode switch
    {
        HttpStatusCode.ServiceUnavailable when response.Headers.RetryAfter is null => "503 without Retry-After",
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict => null,
        _ => $"{(int)response.StatusCode} {problem}",
    };
}
