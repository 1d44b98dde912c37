using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using IncidentService.Sessions.Cookies;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Desk;

/// <summary>What the service's settings put into its pages.</summary>
/// <param name="TrackingBase">Where customers follow their problem.</param>
/// <param name="Provider">The service at which people sign in.</param>
internal sealed record PageSettings(string? TrackingBase, string? Provider);

/// <summary>
/// A page as browsers get it. It contains versioned addresses of files, and the configured address of the tracking page. It has no
/// inline script or style, and the Content-Security-Policy allows none. Without a session, the form is part of the page, in the
/// language of the browser, before a script has run. With a session, the page preloads the next scripts instead.
/// </summary>
internal sealed partial class HtmlPage
{
    private const string Assets = "/assets/";

    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string Tracking = "<meta name=\"tracking\" content=\"";
    private const string ProviderName = "{name}";
    private const string Usual = "en";
    private static readonly string[] Languages = [Usual, "es"];

    private readonly Dictionary<(string Language, bool IsKnown), PageFile> variants;

    public HtmlPage(string path, string text, PageFolder folder, PageSettings settings)
    {
        var page = text.Replace($"\"{Assets}", $"\"{Assets}{folder.Version}/", StringComparison.Ordinal)
            .Replace(Tracking, Tracking + WebUtility.HtmlEncode(settings.TrackingBase), StringComparison.Ordinal);
        if (settings.Provider is null) page = ProviderPart().Replace(page, "");
        variants = Languages.SelectMany(language => new[] { (language, true), (language, false) })
            .ToDictionary(variant => variant, variant => new PageFile(path, Encoding.UTF8.GetBytes(Variant(variant.Item1, variant.Item2))));

        string Variant(string language, bool isKnown) => folder.Texts.Write(Write(page, language, isKnown), language)
            .Replace(ProviderName, WebUtility.HtmlEncode(settings.Provider), StringComparison.Ordinal);
    }

    public IResult Send(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        var page = variants[(LanguageFor(http.Request), SessionCookie.Find(http.Request) is not null)].Send(http, "no-cache");
        headers.Vary = $"{HeaderNames.AcceptEncoding}, {HeaderNames.AcceptLanguage}, {HeaderNames.Cookie}";
        return page;
    }

    /// <summary>Returns the page in this language, with the form or the scripts. Its library expects no space between elements.</summary>
    private static string Write(string text, string language, bool isKnown)
    {
        var page = text.Replace($"<html lang=\"{Usual}\">", $"<html lang=\"{language}\">", StringComparison.Ordinal)
            .Replace($"<option value=\"{language}\"", $"<option value=\"{language}\" selected", StringComparison.Ordinal);
        page = isKnown && Preload().IsMatch(page) ? SignIn().Replace(page, "") : Preload().Replace(page, "");
        return Body().Replace(page, body => Space().Replace(body.Value, "><"));
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

    [GeneratedRegex("<section class=\"sign-in\".*?</section>", RegexOptions.Singleline)]
    private static partial Regex SignIn();

    [GeneratedRegex("[ \t]*<!-- provider -->.*?<!-- /provider -->\n", RegexOptions.Singleline)]
    private static partial Regex ProviderPart();

    [GeneratedRegex("[ \t]*<link rel=\"modulepreload\"[^>]*>\n")]
    private static partial Regex Preload();

    [GeneratedRegex("<body>.*</body>", RegexOptions.Singleline)]
    private static partial Regex Body();

    [GeneratedRegex(@">\s+(<!--.*?-->\s*)?<")]
    private static partial Regex Space();
}
