using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Timeline;

/// <summary>Redacted text is overwritten in the file, not only unlinked.</summary>
public sealed class RedactionFileTests
{
    [Fact]
    public async Task Redacted_and_removed_data_is_left_in_neither_the_file_nor_its_log()
    {
        await using var service = await RunningService.Start();
        using var desk = await service.Client("email");
        var secret = "xylophone" + Guid.NewGuid().ToString("N");
        for (var index = 0; index < 20; index++)
        {
            var number = await desk.Open(
                new { subject = "Tiles", contacts = new[] { new { kind = "email", value = $"{secret}{index}@example.com" } } });
            var line = (await desk.Post(
                $"/v1/incidents/{number}/timeline", new { direction = "in", text = $"{secret}{index} was here" })).Location!;
            (await desk.Post(line + "/redaction", new { })).Expect(HttpStatusCode.OK);
            Assert.Equal(HttpStatusCode.NoContent, (await desk.Delete($"/v1/incidents/{number}/contacts/1")).Status);
        }

        foreach (var file in new[] { service.File, service.File + "-wal" }) Assert.DoesNotContain(secret, Latin1(file));
    }

    private static string Latin1(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
