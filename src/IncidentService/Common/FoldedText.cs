using System.Text;

namespace IncidentService.Common;

/// <summary>Words as people mean them: two spellings of one name are the same.</summary>
internal static class FoldedText
{
    public static bool AreEqual(string one, string other) => Key(one) == Key(other);

    private static string Key(string text) =>
        string.Join(' ', text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
