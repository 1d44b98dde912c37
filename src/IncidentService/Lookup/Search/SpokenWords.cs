namespace IncidentService.Lookup.Search;

/// <summary>Splits a text into words and trims surrounding punctuation.</summary>
internal static class SpokenWords
{
    private static readonly char[] Around =
        ['#', '.', ',', ';', ':', '!', '?', '"', '\'', '(', ')', '[', ']', '<', '>', '„', '“', '”', '»', '«'];

    public static IEnumerable<string> FindIn(string text) => text
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.Trim(Around))
        .Where(word => word.Length > 0);
}
