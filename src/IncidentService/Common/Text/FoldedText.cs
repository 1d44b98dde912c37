using System.Text;

namespace IncidentService.Common.Text;

/// <summary>Compares texts without regard to case, width and extra spaces, so that two spellings of one name are equal.</summary>
internal static class FoldedText
{
    public static bool AreEqual(string one, string other) => Key(one) == Key(other);

    private static string Key(string text) =>
        string.Join(
            ' ', text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
