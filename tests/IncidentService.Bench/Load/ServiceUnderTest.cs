using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;

namespace IncidentService.Bench.Load;

/// <summary>All that the bench knows of the service: its command line, its settings, the paths and bodies of its contract.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    public const string OpenPath = "/v1/incidents", LookupPath = "/v1/lookups";

    /// <summary>A new incident; <c>&lt;N&gt;</c> stands for digits that no other request has.</summary>
    public static readonly string OpenBody =
        """
        {"subject":"Price match for a drill",
        "contacts":[{"kind":"email","value":"anna<N>@example.com"}],
        "references":[{"system":"zendesk","value":"<N>"}],
        "message":{"text":"Will you match your own store's price on W-55120?","direction":"in"}}
        """.ReplaceLineEndings("");

    public const string RedemptionBody = """{"item":"DCD791","quantity":1,"money":{"amount":"129.99","currency":"USD"}}""";

    private const string ApprovedBody =
        """
        {"subject":"Price match for a drill","approvals":[{"type":"price-match","item":"DCD791",
        "money":{"amount":"129.99","currency":"USD"},"uses":1000}]}
        """;

    private readonly Build _build;
    private readonly RegisterPlace _place;
    private HttpClient _http = new();
    private ServerProcess? _server;

    private ServiceUnderTest(Build build, RegisterPlace place) => (_build, _place) = (build, place);

    public string Key { get; private set; } = "";

    /// <summary>May redeem what <see cref="Key"/> grants, which that key itself may not.</summary>
    public string TillKey { get; private set; } = "";

    /// <summary>Sends <see cref="Key"/>, and has as many connections as are needed.</summary>
    public HttpClient Http => _http;

    public Uri Address { get; private set; } = ServerProcess.FreeAddress();

    public TimeSpan StartToReady => _server!.StartToReady;

    public static string GetPath(string number) => $"{OpenPath}/{number}";

    /// <summary>The number as it is printed for people.</summary>
    public static string Printed(string number) => $"{number[..4]}-{number[4..8]}-{number[8..]}";

    public static string QuotedBody(string quoted) => $$"""{"quoted":"{{quoted}}"}""";

    public static string RedemptionPath(string number, string transaction) => $"{OpenPath}/{number}/approvals/1/redemptions/{transaction}";

    /// <summary>On a new or existing register, with new keys, and not yet started.</summary>
    public static async Task<ServiceUnderTest> AttachAsync(Build build, RegisterPlace place, CancellationToken cancellation)
    {
        var service = new ServiceUnderTest(build, place);
        await service.CommandAsync(["migrate"], cancellation);
        service.Key = await service.AddKeyAsync("read,write,report,approve,admin", cancellation);
        service.TillKey = await service.AddKeyAsync("redeem", cancellation);
        return service;
    }

    /// <summary>One more replica over the same register, started, with the same keys.</summary>
    public async Task<ServiceUnderTest> ReplicaAsync(CancellationToken cancellation)
    {
        var replica = new ServiceUnderTest(_build, _place) { Key = Key, TillKey = TillKey };
        await replica.RestartAsync(cancellation);
        return replica;
    }

    public static Launch Migration(Build build, RegisterPlace place) => new ServiceUnderTest(build, place).Launched("migrate");

    public async Task RestartAsync(CancellationToken cancellation)
    {
        await DisposeAsync();
        Address = ServerProcess.FreeAddress();
        _http = new() { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new("Bearer", Key) } };
        _server = await ServerProcess.StartAsync(Launched(), Address, cancellation);
    }

    /// <summary>Opens an incident with an approval that may be redeemed many times, and answers its number.</summary>
    public async Task<string> OpenApprovedAsync(CancellationToken cancellation)
    {
        using var card = await SendAsync(HttpMethod.Post, OpenPath, ApprovedBody, HttpStatusCode.Created, cancellation);
        return card.RootElement.GetProperty("number").GetString()!;
    }

    /// <summary>The entity tag of a card that is what was asked for.</summary>
    public async Task<string> EntityTagAsync(string number, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(GetPath(number), cancellation);
        using var card = await ReadAsync(answer, HttpStatusCode.OK, cancellation);
        return card.RootElement.GetProperty("number").GetString() == number
            ? answer.Headers.ETag!.ToString()
            : throw new LoadException($"GET of {number} answered {card.RootElement}");
    }

    public async Task<bool> IsNotModifiedAsync(string number, string tag, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, GetPath(number)) { Headers = { IfNoneMatch = { new(tag) } } };
        using var answer = await _http.SendAsync(request, cancellation);
        return answer.StatusCode == HttpStatusCode.NotModified;
    }

    public async Task<string> OutcomeOfLookupAsync(string quoted, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Post, LookupPath, QuotedBody(quoted), HttpStatusCode.OK, cancellation);
        return answer.RootElement.GetProperty("outcome").GetString()!;
    }

    public async Task<JsonDocument> SendAsync(
        HttpMethod method, string path, string? body, HttpStatusCode expected, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request, cancellation);
        return await ReadAsync(answer, expected, cancellation);
    }

    /// <summary>How long a request took until its answer was read, and its status.</summary>
    public async Task<(TimeSpan Took, HttpStatusCode Status)> TimeAsync(string path, string? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var clock = Stopwatch.StartNew();
        using var answer = await _http.SendAsync(request, cancellation);
        return (clock.Elapsed, answer.StatusCode);
    }

    public long ResidentBytes() => _server!.ResidentBytes();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        _server = null;
    }

    /// <summary>A migration of a large register may build indexes.</summary>
    private Task<string> CommandAsync(string[] words, CancellationToken cancellation) =>
        ToolRun.OutputAsync(Launched(words), TimeSpan.FromMinutes(30), cancellation);

    private async Task<string> AddKeyAsync(string scopes, CancellationToken cancellation) => (await CommandAsync(
        ["keys", "add", "--name", "bench", "--channel", "email", "--scopes", scopes, "--quiet"], cancellation)).Trim();

    private Launch Launched(params string[] words) => Launch.Dotnet(_build.Service, words) with
    {
        Environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = $"{Address}",
            ["Database__Engine"] = _place.Engine,
            ["ConnectionStrings__Incidents"] = _place.ConnectionString,
            // Mended lookups count as guesses, and the bench makes thousands a second.
            ["Limits__MissesPerMinute"] = "0",
            ["Webhooks__AllowHttp"] = "true",
            ["Webhooks__AllowedNetworks__0"] = "127.0.0.0/8",
        },
    };

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        if (answer.StatusCode == expected) return JsonDocument.Parse(text.Length == 0 ? "null" : text);
        var request = answer.RequestMessage!;
        throw new LoadException($"{request.Method} {request.RequestUri} answered {answer.StatusCode} instead of {expected}: {text}");
    }
}
