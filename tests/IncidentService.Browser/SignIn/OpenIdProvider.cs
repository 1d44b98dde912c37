using System.Diagnostics;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Browser.SignIn;

/// <summary>
/// A real OpenID Provider as a process of its own. Its host is localhost and the desk's 127.0.0.1, so for a browser they are two sites.
/// </summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    private const string Callback = "/v1/session/openid-connect/callback";
    private readonly ToolFolder tools;
    private readonly Process process;

    private OpenIdProvider(ToolFolder tools, Process process, string issuer) =>
        (this.tools, this.process, Issuer) = (tools, process, issuer);

    public string Issuer { get; }

    /// <summary>The settings of a desk that signs people in there.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Auth:Authority"] = Issuer, ["Auth:Audience"] = "incidents", ["Auth:Desk:Name"] = "Example Corp",
        ["Auth:Desk:ClientId"] = "desk", ["Auth:Desk:ClientSecret"] = "secret-of-the-desk", ["Auth:Desk:Scopes"] = "openid profile desk",
        ["Auth:ScopeClaim"] = "roles", ["Auth:Scopes:desk-agent"] = "read write", ["Auth:ChannelClaim"] = "channels",
    };

    public static async Task<OpenIdProvider> Start()
    {
        var tools = new ToolFolder("tests", "IncidentService.Browser", "SignIn", "provider");
        await tools.LinkNpmTools();
        var process = Process.Start(new ProcessStartInfo("node", [tools.File("provider.mjs")]) { RedirectStandardOutput = true })!;
        for (var lines = 0; lines < 20; lines++) // warnings come first
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Timeout);
            if (line?.StartsWith("http://", StringComparison.Ordinal) == true) return new OpenIdProvider(tools, process, line);
        }
        throw new InvalidOperationException("The provider does not say where it listens.");
    }

    /// <summary>Tells the provider to which desk it may lead back.</summary>
    public async Task Register(Uri desk)
    {
        using var http = new HttpClient();
        using var redirect = new StringContent(new Uri(desk, Callback).ToString());
        (await http.PutAsync(Issuer + "/client", redirect)).EnsureSuccessStatusCode();
    }

    public async Task Stop()
    {
        if (process.HasExited) return;
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        process.Dispose();
        tools.Dispose();
    }
}
