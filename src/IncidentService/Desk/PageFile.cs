using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Desk;

/// <summary>
/// A file of the pages as browsers get it: its type, its entity tag, and its bytes, compressed where the browser takes that.
/// </summary>
internal sealed class PageFile
{
    private const int BestQuality = 11;
    private const int FastQuality = 9;

    /// <summary>The best quality takes seconds for a megabyte.</summary>
    private const int LargeBytes = 200_000;

    private readonly byte[] contents;
    private readonly Lazy<byte[]> brotli;
    private readonly Lazy<byte[]> gzip;

    public PageFile(string path, byte[] contents)
    {
        this.contents = contents;
        Path = path;
        ContentType = TypeOf(path);
        Hash = Convert.ToHexStringLower(SHA256.HashData(contents))[..16];
        var quality = contents.Length < LargeBytes ? BestQuality : FastQuality;
        brotli = new Lazy<byte[]>(() => Compress(
            output => new BrotliStream(output, new BrotliCompressionOptions { Quality = quality })));
        gzip = new Lazy<byte[]>(() => Compress(output => new GZipStream(output, CompressionLevel.SmallestSize)));
    }

    /// <summary>Relative to the folder of the pages, with slashes.</summary>
    public string Path { get; }

    public string ContentType { get; }

    public string Hash { get; }

    public string Text => Encoding.UTF8.GetString(contents);

    /// <summary>The file, or 304 if the browser has it.</summary>
    public IResult Send(HttpContext http, string cacheControl)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = cacheControl;
        headers.Vary = HeaderNames.AcceptEncoding;
        if (EncodingFor(http.Request) is not { } encoding)
            return Results.Bytes(contents, ContentType, entityTag: new EntityTagHeaderValue($"\"{Hash}\""));
        headers.ContentEncoding = encoding;
        return Results.Bytes(
            encoding == "br" ? brotli.Value : gzip.Value, ContentType, entityTag: new EntityTagHeaderValue($"\"{Hash}-{encoding}\""));
    }

    private static string? EncodingFor(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList([.. request.Headers.AcceptEncoding.OfType<string>()], out var accepted)) return null;
        return Array.Find(["br", "gzip"], encoding => accepted.Any(
            value => value.Quality != 0 && value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)));
    }

    private byte[] Compress(Func<Stream, Stream> open)
    {
        using var output = new MemoryStream();
        using (var compressor = open(output)) compressor.Write(contents);
        return output.ToArray();
    }

    private static string TypeOf(string path) => System.IO.Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".json" or ".map" => "application/json; charset=utf-8",
        ".webmanifest" => "application/manifest+json; charset=utf-8",
        ".svg" => "image/svg+xml; charset=utf-8",
        ".png" => "image/png",
        ".woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    };
}
