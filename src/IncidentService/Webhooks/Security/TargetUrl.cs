using System.Net;
using System.Text.RegularExpressions;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Webhooks.Settings;

namespace IncidentService.Webhooks.Security;

/// <summary>
/// The address that a caller wants events sent to. Invalid addresses are refused at once; names are resolved only when they are called.
/// </summary>
internal static partial class TargetUrl
{
    public const string Pattern = "^https?://[A-Za-z0-9.:\\[\\]-]+(/[!$-;=?-Z_a-z~]*)?(\\?[!$-;=?-Z_a-z~]*)?$";
    private const string Field = "url";

    public static string? Parse(string? given, WebhookSettings settings, AddressGuard guard, ValidationErrors errors)
    {
        if (errors.ParseLine(Field, given, Limits.Url, required: true) is not { } text) return null;
        if (!Form().IsMatch(text) || !Uri.TryCreate(text, UriKind.Absolute, out var url))
            errors.Add(Field, "must be an https address without user name or fragment, in ASCII");
        else if (url.Scheme != Uri.UriSchemeHttps && !settings.AllowsHttp) errors.Add(Field, "must begin with https://");
        else if (!IsPlain(url, text)) errors.Add(Field, "must name its host by a name, or by an address in its usual form");
        else if (!MayBeCalled(url, guard))
            errors.Add(Field, "leads to a private network, which is not called unless Webhooks:AllowedNetworks lists it");
        else return text;
        return null;
    }

    /// <summary>
    /// Refuses hosts such as 2130706433, 0x7f.1 or 0177.0.0.1: the host must be written exactly as the parser understands it.
    /// </summary>
    private static bool IsPlain(Uri url, string text)
    {
        var host = Form().Match(text).Groups["host"].Value;
        var last = host.TrimEnd('.').Split('.')[^1];
        return url.HostNameType switch
        {
            UriHostNameType.IPv4 => url.Host == host,
            UriHostNameType.IPv6 => true,
            UriHostNameType.Dns => !char.IsAsciiDigit(last.FirstOrDefault('0')),
            _ => false,
        };
    }

    /// <summary>Treats localhost like the loopback address, wherever the name would resolve to.</summary>
    private static bool MayBeCalled(Uri url, AddressGuard guard)
    {
        var name = url.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal)) return guard.Allows(IPAddress.Loopback);
        return !IPAddress.TryParse(name, out var address) || guard.Allows(address);
    }

    [GeneratedRegex(@"^https?://(?<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(/[!$-;=?-Z_a-z~]*)?(\?[!$-;=?-Z_a-z~]*)?\z")]
    private static partial Regex Form();
}
