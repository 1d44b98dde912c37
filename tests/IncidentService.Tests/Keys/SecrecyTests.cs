using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Keys;

public sealed class SecrecyTests
{
    private const string Email = "anna.secret@example.com";
    private const string Text = "My dog is called Waldmann";

    [Fact]
    public async Task Keys_are_in_neither_files_nor_log_and_personal_data_is_not_in_the_log()
    {
        var log = new RecordedLog();
        await using var service = await RunningService.Start(
            RecordedLog.EveryLevel, services => services.AddSingleton<ILoggerProvider>(log));
        using var admin = await service.Client("web", "read", "write", "admin");
        var made = (await admin.Post(
            "/v1/keys",
            new { name = "x", channels = new[] { "email" }, scopes = new[] { "read", "write" } },
            ("Idempotency-Key", "k")))["key"]!.ToString();
        using var desk = new ApiClient(service.Address, made);
        var number = await desk.Open(
            new { contacts = new[] { new { kind = "email", value = Email } }, message = new { direction = "in", text = Text } });
        await desk.Post("/v1/lookups", new { quoted = Text });
        await desk.Post("/v1/incidents/search", new { words = "Waldmann", contact = new { kind = "email", value = Email } });
        await desk.Post($"/v1/incidents/{number}/timeline", $$"""{"text":"{{Text}}"}""");
        using var wrong = new ApiClient(service.Address, made + "x");
        await wrong.Get("/v1/incidents");

        var files = service.ReadFiles();

        Assert.NotEmpty(log.Lines);
        foreach (var secret in new[] { admin.Key, made })
        {
            Assert.DoesNotContain(files, file => file.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
        foreach (var personal in new[] { Email, Text, "Waldmann" })
            Assert.DoesNotContain(log.Lines, line => line.Contains(personal, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(files, file => file.Contains(Email, StringComparison.Ordinal)); // proves that the search works
    }
}
