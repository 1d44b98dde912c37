using Microsoft.Extensions.Primitives;

namespace IncidentService.Http.Replies;

/// <summary>ETags as they come back through proxies.</summary>
internal static class EntityTags
{
    // the longer one of two that end alike comes first
    private static readonly string[] Suffixes = ["--gzip\"", "-gzip\"", "-br\"", "-zstd\"", ";gzip\""];

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
