using System.Net;
using System.Text;

namespace IncidentService.Desk;

/// <summary>
/// A page as browsers get it. Its addresses hold the version of the files, and it tells where customers follow their problem, if that is
/// configured. It has no script or style in its text, and the Content-Security-Policy allows none.
/// </summary>
internal sealed class HtmlPage(string path, string text, string version, string? trackingBase)
{
    private const string Assets = "/assets/";

    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string Tracking = "<meta name=\"tracking\" content=\"";

    private readonly PageFile file = new(path, Encoding.UTF8.GetBytes(text
        .Replace($"\"{Assets}", $"\"{Assets}{version}/", StringComparison.Ordinal)
        .Replace(Tracking, Tracking + WebUtility.HtmlEncode(trackingBase), StringComparison.Ordinal)));

    public IResult Send(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return file.Send(http, "no-cache");
    }
}
