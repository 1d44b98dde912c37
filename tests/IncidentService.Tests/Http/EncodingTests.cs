using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Http;

/// <summary>Bodies and ETags as programs and proxies send them.</summary>
public abstract class EncodingTests(ServiceFixture fixture) : Suite(fixture)
{
    private const string Body = """{"subject":"Zażółć"}""";

    [Theory]
    [InlineData("application/json; charset=utf8"), InlineData("application/json; charset=\"UTF-8\"")]
    public async Task Both_spellings_of_utf_8_are_accepted(string type) =>
        Assert.Equal("Zażółć", (await fixture.Email.Post("/v1/incidents", Body, ("Content-Type", type)))
            .Expect(HttpStatusCode.Created)["subject"]!.ToString());

    [Fact]
    public async Task A_byte_order_mark_before_the_json_is_accepted()
    {
        byte[] marked = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Body)];

        Assert.Equal("Zażółć", (await fixture.Email.Post("/v1/incidents", marked)).Expect(HttpStatusCode.Created)["subject"]!.ToString());
    }

    [Theory]
    [InlineData("gzip"), InlineData("deflate")]
    public async Task A_compressed_body_is_decompressed(string encoding)
    {
        using var sent = Compressed(Encoding.UTF8.GetBytes(Body), encoding);

        Assert.Equal("Zażółć", (await fixture.Email.Post("/v1/incidents", sent)).Expect(HttpStatusCode.Created)["subject"]!.ToString());
    }

    [Fact]
    public async Task The_size_limit_applies_to_the_decompressed_body()
    {
        using var sent = Compressed(Encoding.UTF8.GetBytes(Body + new string(' ', 100_000)), "gzip");

        (await fixture.Email.Post("/v1/incidents", sent)).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task The_size_limit_of_json_bodies_does_not_apply_to_a_compressed_mail()
    {
        var picture = Convert.ToBase64String(new byte[3 * 1024 * 1024], Base64FormattingOptions.InsertLineBreaks);
        using var sent = Compressed(Encoding.ASCII.GetBytes($"From: anna@example.com\r\nSubject: Picture\r\n\r\n{picture}"), "gzip");
        sent.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");

        (await fixture.Email.Post("/v1/messages", sent)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_message_of_a_machine_may_be_larger_than_other_bodies()
    {
        var html = $"<style>{new string(' ', 300_000)}</style><p>My drill is broken.</p>";
        object Message(string text) => new { system = "mail", messageId = Guid.NewGuid().ToString(), html = text };

        (await fixture.Email.Post("/v1/messages", Message(html))).Expect(HttpStatusCode.Created);
        (await fixture.Email.Post("/v1/messages", Message(new string(' ', 1024 * 1024))))
            .ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Theory]
    [InlineData("br"), InlineData("zstd"), InlineData("gzip, gzip")]
    public async Task An_unknown_encoding_is_refused(string encoding)
    {
        using var sent = Declared(Encoding.UTF8.GetBytes(Body), encoding);

        (await fixture.Email.Post("/v1/incidents", sent)).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Theory]
    [InlineData("gzip"), InlineData("deflate")]
    public async Task A_body_that_does_not_match_its_content_encoding_is_refused(string encoding)
    {
        using var sent = Declared(Encoding.UTF8.GetBytes(Body), encoding);

        (await fixture.Email.Post("/v1/incidents", sent)).ExpectProblem(HttpStatusCode.BadRequest, "malformed-body");
    }

    [Theory]
    [InlineData("-gzip\""), InlineData("--gzip\""), InlineData("-br\""), InlineData(";gzip\"")]
    public async Task An_etag_that_a_compressing_proxy_marked_still_matches(string suffix)
    {
        var (address, tag) = await Open();
        var marked = tag[..^1] + suffix;

        (await fixture.Email.Get(address, ("If-None-Match", marked))).Expect(HttpStatusCode.NotModified);
        (await fixture.Email.Get(address, ("If-None-Match", "W/" + marked))).Expect(HttpStatusCode.NotModified);
        (await fixture.Email.Patch(address, new { category = "tiles" }, ("If-Match", marked))).Expect(HttpStatusCode.OK);
        (await fixture.Email.Patch(address, new { category = "drills" }, ("If-Match", marked))).Expect(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_weak_etag_in_if_match_is_refused_with_an_explanation()
    {
        var (address, tag) = await Open();

        var problem = (await fixture.Email.Patch(address, new { category = "tiles" }, ("If-Match", "W/" + tag)))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");

        Assert.Contains("weak", problem["detail"]!.ToString());
        Assert.Contains(tag, problem["detail"]!.ToString());
    }

    private async Task<(string Address, string Tag)> Open()
    {
        var opened = await fixture.Email.Post("/v1/incidents", Body);
        opened.Expect(HttpStatusCode.Created);
        return ("/v1/incidents/" + opened["number"], opened.ETag!);
    }

    private static ByteArrayContent Compressed(byte[] body, string encoding)
    {
        using var buffer = new MemoryStream();
        using (Stream compressor = encoding == "gzip"
            ? new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true)
            : new ZLibStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
            compressor.Write(body);
        return Declared(buffer.ToArray(), encoding);
    }

    private static ByteArrayContent Declared(byte[] body, string encoding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return content;
    }
}
