using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Sessions;

/// <summary>
/// Sends requests as a browser does that has signed in: with the cookie, and with the antiforgery token where a page adds it.
/// </summary>
internal sealed class Browser(Uri address) : IDisposable
{
    private readonly HttpClient http =
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    private readonly Dictionary<string, string> others = [];

    /// <summary>The cookie of the session: its name and value.</summary>
    public string? Cookie { get; set; }
    public string? Antiforgery { get; set; }

    /// <summary>The Set-Cookie header of the session.</summary>
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

    /// <summary>The same browser at another replica, which it sees as the same host.</summary>
    public Browser At(Uri other)
    {
        var there = new Browser(other) { Cookie = Cookie, Antiforgery = Antiforgery };
        foreach (var (name, pair) in others) there.others[name] = pair;
        return there;
    }

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Answer> Post(string path, object body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, headers);

    public Task<Answer> SignOut() => Send(HttpMethod.Delete, "/v1/session", null);

    public async Task<Answer> Send(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        var cookies = others.Values.Concat(Cookie is null ? [] : [Cookie]).ToList();
        if (cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", cookies));
        if (Antiforgery is not null && method != HttpMethod.Get) request.Headers.TryAddWithoutValidation("X-Antiforgery", Antiforgery);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.Headers.TryGetValues("Set-Cookie", out var all)) foreach (var set in all) Keep(set);
        return await Answer.Read(response);
    }

    private void Keep(string set)
    {
        var pair = set.Split(';')[0];
        var name = pair.Split('=')[0];
        if (name == "__Host-incident-desk") (SetCookie, Cookie) = (set, pair);
        else others[name] = pair;
    }

    public void Dispose() => http.Dispose();
}
