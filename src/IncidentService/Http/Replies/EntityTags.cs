using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Http.Replies;

/// <summary>ETags as they come back through proxies.</summary>
internal static class EntityTags
{
    // the longer one of two that end alike comes first
    private static readonly string[] Suffixes = ["--gzip\"", "-gzip\"", "-br\"", "-zstd\"", ";gzip\""];

    /// <summary>True if the caller has what this tag names: a GET whose If-None-Match contains it.</summary>
    public static bool IsKnown(HttpRequest request, string tag)
    {
        var given = request.Headers.IfNoneMatch;
        if (given.Count == 0 || !HttpMethods.IsGet(request.Method)) return false;
        if (given.Count == 1 && given[0] == tag) return true;
        return EntityTagHeaderValue.TryParseList([.. given.OfType<string>()], out var tags)
            && tags.Any(known => known.Equals(EntityTagHeaderValue.Any) || WithoutEncoding(known.Tag) == tag);
    }

    /// <summary>
    /// The tag that the service gave: Apache and others append the encoding of a response that they compress, inside the quotes.
    /// </summary>
    public static StringSegment WithoutEncoding(StringSegment tag)
    {
        foreach (var suffix in Suffixes)
        {
            if (tag.EndsWith(suffix, StringComparison.Ordinal)) return tag.Subsegment(0, tag.Length - suffix.Length).Value + "\"";
        }
        return tag;
    }
}
