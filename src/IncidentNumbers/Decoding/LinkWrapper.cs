using System.Text;
using IncidentNumbers.Finding;

namespace IncidentNumbers.Decoding;

/// <summary>
/// Finds our own tracking link inside an address that a tool wrapped around it: percent-encoded (Outlook Safe Links, redirects), in
/// Proofpoint's encoding, or in Base64.
/// </summary>
internal static class LinkWrapper
{
    private const int LongestLink = 16_384;
    private const int MostLayers = 4;
    private const int MostStarts = 8;
    private const int ShortestBase64 = 24;
    private static readonly string[] AnyLink = ["http"];

    internal static bool TryRead(ReadOnlySpan<char> link, IReadOnlyList<string>? prefixes, out IncidentNumber number)
    {
        number = default;
        if (link.Length > LongestLink)
            return false;

        var layer = link.ToString();
        for (var depth = 0; depth < MostLayers; depth++)
        {
            if (TryFind(layer, prefixes, out number) || TryFind(OfProofpoint(layer), prefixes, out number))
                return true;

            var inner = Uri.UnescapeDataString(layer);
            if (inner == layer)
                break;
            layer = inner;
        }

        foreach (var part in layer.Split('?', '&', ';', '#', '=', '/'))
            if (part.Length >= ShortestBase64
                && (TryFind(OfBase64(part), prefixes, out number) || TryFind(OfBase64(part.Substring(2)), prefixes, out number)))
                return true;

        return false;
    }

    private static bool TryFind(string? layer, IReadOnlyList<string>? prefixes, out IncidentNumber number)
    {
        number = default;
        if (layer is null)
            return false;

        foreach (var starts in prefixes is null ? TrackingLink.AnyTrack : AnyLink)
            if (TryFind(layer, starts, prefixes, out number))
                return true;

        return false;
    }

    private static bool TryFind(string layer, string starts, IReadOnlyList<string>? prefixes, out IncidentNumber number)
    {
        number = default;
        var at = layer.IndexOf(starts, StringComparison.OrdinalIgnoreCase);
        for (var tried = 0; at >= 0 && tried < MostStarts; tried++)
        {
            if (TrackingLink.TryRead(layer.AsSpan(), new Address(at, layer.Length, IsLink: true), prefixes, out var found))
            {
                number = found.Number;
                return true;
            }

            at = layer.IndexOf(starts, at + 1, StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }

    // https-3A__help.example_track_867530912374
    private static string? OfProofpoint(string link)
    {
        var at = link.IndexOf("-3A__", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : Uri.UnescapeDataString(link.Replace('_', '/').Replace('-', '%'));
    }

    private static string? OfBase64(string part)
    {
        var text = part.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        try
        {
            var bytes = Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
            return Encoding.UTF8.GetString(bytes).Replace("\\/", "/");
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
