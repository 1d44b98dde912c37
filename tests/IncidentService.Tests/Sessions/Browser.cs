using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Sessions;

/// <summary>Sends requests as a browser does that has signed in: with the cookie, and with the antiforgery token where a page adds it.</summary>
internal sealed class Browser(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    public string? Cookie { get; set; }
    public string? Antiforgery { get; set; }

    /// <summary>The Set-Cookie header of the last answer that had one.</summary>
    public string? SetCookie { get; private set; }

    public static async Task<Browser> SignIn(Uri address, string key, string agent = "Ana Ruiz")
    {
        var browser = new Browser(address);
        (await browser.SignIn(key, agent)).Expect(HttpStatusCode.OK);
        return browser;
    }

    public async Task<Answer> SignIn(string key, string agent = "Ana Ruiz", params (string Name, string Value)[] headers)
    {
        var answer = await Send(HttpMethod.Post, "/v1/session", new JsonObject { ["key"] = key, ["agent"] = agent }, headers);
        if (answer.Status == HttpStatusCode.OK) Antiforgery = answer["antiforgery"]!.ToString();
        return answer;
    }

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Answer> Post(string path, object body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, headers);

    public Task<Answer> SignOut() => Send(HttpMethod.Delete, "/v1/session", null);

    public async Task<Answer> Send(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        if (Cookie is not null) request.Headers.Add("Cookie", Cookie);
        if (Antiforgery is not null && method != HttpMethod.Get) request.Headers.TryAddWithoutValidation("X-Antiforgery", Antiforgery);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            SetCookie = Assert.Single(set);
            Cookie = SetCookie.Split(';')[0];
        }
        return await Answer.Read(response);
    }

    public void Dispose() => http.Dispose();
}
