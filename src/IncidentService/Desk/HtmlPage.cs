using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentService.Desk;

/// <summary>
/// A page as browsers get it. Its addresses hold the version of the files, and its head names every module that the first view needs, so
/// that they are fetched side by side and not one import after the other. No script of the page stands in its text but the import map,
/// which the Content-Security-Policy allows by its hash.
/// </summary>
internal sealed partial class HtmlPage
{
    private const string Assets = "/assets/";
    private readonly PageFile file;
    private readonly string policy;

    private HtmlPage(PageFile file, string policy) => (this.file, this.policy) = (file, policy);

    public static HtmlPage From(PageFile source, PageFolder folder)
    {
        var text = source.Text.ReplaceLineEndings("\n");
        var imports = ImportMap().Match(text).Groups[1].Value;
        var modules = new ModuleGraph(folder, ReadNames(imports)).From(EntryModules(text));
        var preloads = string.Concat(modules.Select(module => $"  <link rel=\"modulepreload\" href=\"{Assets}{module}\">\n"));
        var versioned = text.Replace("</head>", preloads + "</head>", StringComparison.Ordinal)
            .Replace($"\"{Assets}", $"\"{Assets}{folder.Version}/", StringComparison.Ordinal);
        return new HtmlPage(
            new PageFile(source.Path, Encoding.UTF8.GetBytes(versioned)), PolicyWith(ImportMap().Match(versioned).Groups[1].Value));
    }

    public IResult Send(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return file.Send(http, "no-cache");
    }

    private static string PolicyWith(string importMap)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(importMap)));
        return $"default-src 'none'; script-src 'self' 'sha256-{hash}'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            + "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    /// <summary>The bare names of the import map, and the files that they stand for.</summary>
    private static Dictionary<string, string> ReadNames(string importMap) =>
        importMap.Length == 0 ? [] : JsonNode.Parse(importMap)!["imports"]!.AsObject()
            .ToDictionary(name => name.Key, name => name.Value!.GetValue<string>()[Assets.Length..]);

    private static IEnumerable<string> EntryModules(string text) => EntryModule().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex("<script type=\"importmap\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex ImportMap();

    [GeneratedRegex("<script type=\"module\" src=\"/assets/([^\"]+)\"")]
    private static partial Regex EntryModule();
}
