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

    private readonly string _database;
    private HttpClient _http = new();
    private ServerProcess? _server;

    private ServiceUnderTest(string database) => _database = database;

    public string Key { get; private set; } = "";

    public Uri Address { get; private set; } = ServerProcess.FreeAddress();

    public TimeSpan StartToReady => _server!.StartToReady;

    public static string GetPath(string number) => $"{OpenPath}/{number}";

    /// <summary>A lookup of the number as it is printed for people.</summary>
    public static string LookupBody(string number) => $$"""{"quoted":"{{number[..4]}}-{{number[4..8]}}-{{number[8..]}}"}""";

    public static async Task<ServiceUnderTest> InstallAsync(string database, CancellationToken cancellation)
    {
        var service = new ServiceUnderTest(database);
        await service.CommandAsync(["migrate"], cancellation);
        return await AttachAsync(database, cancellation);
    }

    /// <summary>On a register that is there already, with a new key.</summary>
    public static async Task<ServiceUnderTest> AttachAsync(string database, CancellationToken cancellation)
    {
        var service = new ServiceUnderTest(database);
        service.Key = (await service.CommandAsync(
            ["keys", "add", "--name", "bench", "--channel", "email", "--scopes", "read,write,report", "--quiet"], cancellation)).Trim();
        return service;
    }

    public async Task RestartAsync(CancellationToken cancellation)
    {
        await DisposeAsync();
        Address = ServerProcess.FreeAddress();
        _http = new() { BaseAddress = Address, DefaultRequestHeaders = { Authorization = new("Bearer", Key) } };
        _server = await ServerProcess.StartAsync(Launched(), Address, cancellation);
    }

    public async Task<string> OpenAsync(string unique, CancellationToken cancellation)
    {
        var body = OpenBody.Replace("<N>", unique, StringComparison.Ordinal);
        using var card = await PostAsync(OpenPath, body, HttpStatusCode.Created, cancellation);
        return card.RootElement.GetProperty("number").GetString()!;
    }

    public async Task RequireFoundAsync(string number, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(GetPath(number), cancellation);
        using var card = await ReadAsync(answer, HttpStatusCode.OK, cancellation);
        if (card.RootElement.GetProperty("number").GetString() != number)
            throw new LoadException($"GET of {number} answered {card.RootElement}");
    }

    public async Task<string> OutcomeOfLookupAsync(string number, CancellationToken cancellation)
    {
        using var answer = await PostAsync(LookupPath, LookupBody(number), HttpStatusCode.OK, cancellation);
        return answer.RootElement.GetProperty("outcome").GetString()!;
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

    private Task<string> CommandAsync(string[] words, CancellationToken cancellation) =>
        ToolRun.OutputAsync(Launched(words), TimeSpan.FromMinutes(1), cancellation);

    private Launch Launched(params string[] words) => Launch.Dotnet(Dll(), words) with
    {
        Environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = $"{Address}",
            ["ConnectionStrings__Incidents"] = $"Data Source={_database}",
            // Mended lookups count as guesses, and the bench makes thousands a second.
            ["Limits__MissesPerMinute"] = "0",
        },
    };

    /// <summary>Built along with the bench: the same configuration and framework, in its own project's folder.</summary>
    private static string Dll()
    {
        var mine = AppContext.BaseDirectory;
        var built = Path.GetRelativePath(Path.Combine(mine, "../../.."), mine);
        var dll = Path.GetFullPath(Path.Combine(mine, "../../../../../src/IncidentService", built, "IncidentService.dll"));
        return File.Exists(dll) ? dll : throw new LoadException($"The service is not built: {dll} is missing");
    }

    private async Task<JsonDocument> PostAsync(string path, string body, HttpStatusCode expected, CancellationToken cancellation)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(path, content, cancellation);
        return await ReadAsync(answer, expected, cancellation);
    }

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        if (answer.StatusCode == expected) return JsonDocument.Parse(text);
        var request = answer.RequestMessage!;
        throw new LoadException($"{request.Method} {request.RequestUri} answered {answer.StatusCode} instead of {expected}: {text}");
    }
}
