using System.Diagnostics;
using System.Text.Json;
using IncidentService.Tests.Infrastructure;
using IncidentService.Webhooks.Security;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace IncidentService.Tests.Webhooks.Security;

/// <summary>Independent implementations of both specifications, from npm, accept what the service sends.</summary>
public sealed class VerifierTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Independent_verifiers_of_Standard_Webhooks_and_CloudEvents_accept_deliveries()
    {
        await using var scenario = await WebhookScenario.Start(settings => RunningService.Start(settings));
        var old = scenario.Webhook["secret"]!.ToString();
        var number = await scenario.Open(3);
        await scenario.WaitUntilReceived($"{number}-1", $"{number}-2", $"{number}-3");
        var fresh = (await scenario.Admin.Post(scenario.Address + "/secret", null))["secret"]!.ToString();
        await scenario.Admin.Post(scenario.Address + "/test", null);
        var requests = scenario.Receiver.All.Select(
            (received, index) => new { received, secrets = index < 3 ? new[] { old } : [old, fresh] });
        var folder = Directory.CreateTempSubdirectory("verify-");
        try
        {
            foreach (var file in Directory.GetFiles(Repository.File("tests", "IncidentService.Tests", "Webhooks", "verify")))
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "requests.json"), JsonSerializer.Serialize(requests));

            await Run(folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts");
            var verdict = await Run(folder, "node", "verify.mjs");

            Assert.Equal("4 requests verified, 5 signatures, 4 forgeries refused", verdict.Trim());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_verifier_from_NuGet_accepts_one_secret_and_either_of_two()
    {
        byte[][] secrets = [WebhookSecret.Create(), WebhookSecret.Create()];
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds(); // the package uses the machine's clock
        foreach (var signing in new[] { [secrets[0]], secrets })
        {
            var headers = new HeaderDictionary
            {
                ["webhook-id"] = "675309123974-1",
                ["webhook-timestamp"] = now.ToString(),
                ["webhook-signature"] = WebhookSecret.Sign(signing, "675309123974-1", now, "{}"u8),
            };

            foreach (var secret in signing) new StandardWebhook(WebhookSecret.Format(secret)).Verify("{}", headers);

            var stranger = new StandardWebhook(WebhookSecret.Format(WebhookSecret.Create()));
            Assert.Throws<WebhookVerificationException>(() => stranger.Verify("{}", headers));
        }
    }

    private static async Task<string> Run(DirectoryInfo folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{await output}\n{await errors}");
        return await output;
    }
}
