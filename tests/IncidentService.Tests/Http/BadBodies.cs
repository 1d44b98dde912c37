using System.Net.Http.Headers;
using System.Text;

namespace IncidentService.Tests.Http;

/// <summary>Bodies that every operation refuses, with the expected status.</summary>
internal static class BadBodies
{
    private static readonly string[] NoObjects =
    [
        "", " ", "{", "}", "{\"a\":", "[]", "[{}]", "7", "true", "null", "\"x\"", "{} {}", "{}x", "{,}", "{'a':1}", "// {}", "/* */{}",
        "{\"subject\":NaN}", "{\"subject\":01}",
        "{\"unknown\":1e999}", "\0", "{\"unknown\":\"\0\"}", "{\"unknown\":\"a\nb\"}", "{\"\\ud800\":1}", "\uFEFF", "<a/>", "a=b",
        "{\"unknown\":99999999999999999999}", "{\"__proto__\":{}}", "{\"$type\":\"x\"}", "{\"$ref\":\"1\"}", "{\"\":1}",
    ];

    public static IEnumerable<(int Status, HttpContent? Content)> Of(string sample, int limit)
    {
        foreach (var text in NoObjects) yield return (400, Json(Encoding.UTF8.GetBytes(text)));
        yield return (400, Json(Encoding.UTF8.GetBytes(new string('[', 30_000))));
        yield return (400, Json(Encoding.UTF8.GetBytes(Nested(5_000))));
        yield return (400, Json([.. "{\"unknown\":\""u8, 0xFF, 0xFE, .. "\"}"u8]));
        yield return (400, Json([.. "{\""u8, 0xC3, .. "\":1}"u8]));
        var first = sample.IndexOf(":\"", StringComparison.Ordinal) + 2;
        yield return (400, Json([.. Encoding.UTF8.GetBytes(sample[..first]), 0xFF, .. Encoding.UTF8.GetBytes(sample[first..])]));
        yield return (400, Json(Encoding.UTF8.GetBytes(sample)[..^1]));
        yield return (400, Json(Encoding.Unicode.GetBytes(sample)));
        foreach (
            var type in new[] { "text/plain", "application/xml", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "application/jsonp", "text/json" })
            yield return (415, Typed(sample, type));
        yield return (415, new ByteArrayContent(Encoding.UTF8.GetBytes(sample)));
        yield return (415, null);
        yield return (413, Json(Encoding.UTF8.GetBytes(sample + new string(' ', limit))));
        yield return (413, new Chunked(Encoding.UTF8.GetBytes(sample + new string(' ', limit))));
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    private static ByteArrayContent Json(byte[] bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static ByteArrayContent Typed(string text, string type) =>
        new(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    /// <summary>A body without a Content-Length.</summary>
    private sealed class Chunked : HttpContent
    {
        private readonly byte[] bytes;

        public Chunked(byte[] bytes)
        {
            this.bytes = bytes;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) =>
            stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
