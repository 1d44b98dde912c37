using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using IncidentService.Sessions.Cookies;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Desk;

/// <summary>
/// A page as browsers get it. It contains versioned addresses of files, and the configured address of the tracking page. It has no
/// inline script or style, and the Content-Security-Policy allows none. Without a session, the first text is part of the page, in the
/// language of the browser. With a session, the page preloads the next script instead.
/// </summary>
internal sealed partial class HtmlPage(string path, string text, string version, string? trackingBase)
{
    private const string Assets = "/assets/";

    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string Tracking = "<meta name=\"tracking\" content=\"";
    private const string Usual = "en";
    private static readonly string[] Languages = [Usual, "es"];

    private readonly Dictionary<(string Language, bool IsKnown), PageFile> variants = Languages
        .SelectMany(language => new[] { (language, true), (language, false) })
        .ToDictionary(variant => variant, variant => new PageFile(path, Encoding.UTF8.GetBytes(Write(text, variant.Item1, variant.Item2)
            .Replace($"\"{Assets}", $"\"{Assets}{version}/", StringComparison.Ordinal)
            .Replace(Tracking, Tracking + WebUtility.HtmlEncode(trackingBase), StringComparison.Ordinal))));

    public IResult Send(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        var page = variants[(LanguageFor(http.Request), SessionCookie.Find(http.Request) is not null)].Send(http, "no-cache");
        headers.Vary = $"{HeaderNames.AcceptEncoding}, {HeaderNames.AcceptLanguage}, {HeaderNames.Cookie}";
        return page;
    }

    private static string Write(string text, string language, bool isKnown)
    {
        var isExpected = isKnown && Preload().IsMatch(text); // otherwise other content is shown first
        var page = FirstWords().Replace(text, words => words.Groups[1].Value == language && !isExpected ? words.Value : "")
            .Replace($"<html lang=\"{Usual}\">", $"<html lang=\"{language}\">", StringComparison.Ordinal);
        return isKnown ? page : Preload().Replace(page, "");
    }

    /// <summary>As the pages choose it: the first language of the browser that they have.</summary>
    private static string LanguageFor(HttpRequest request)
    {
        var header = request.Headers.AcceptLanguage.OfType<string>().ToList();
        if (!StringWithQualityHeaderValue.TryParseList(header, out var accepted)) return Usual;
        return accepted.Where(tag => tag.Quality != 0).OrderByDescending(tag => tag.Quality ?? 1)
            .Select(tag => Array.Find(Languages, language => Is(tag.Value.AsSpan(), language))).FirstOrDefault(found => found is not null)
            ?? Usual;
    }

    private static bool Is(ReadOnlySpan<char> tag, string language) =>
        tag.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (tag.Length == language.Length || tag[language.Length] == '-');

    [GeneratedRegex("[ \t]*<section [^>]*lang=\"([a-z]+)\">.*?</section>\n", RegexOptions.Singleline)]
    private static partial Regex FirstWords();

    [GeneratedRegex("[ \t]*<link rel=\"modulepreload\"[^>]*>\n")]
    private static partial Regex Preload();
}
