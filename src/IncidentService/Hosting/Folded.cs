using System.Text;

namespace IncidentService.Hosting;

/// <summary>Words as people mean them: two spellings of one name are the same.</summary>
internal static class Folded
{
    public static bool Same(string one, string other) => Key(one) == Key(other);

    private static string Key(string text) =>
        string.Join(' ', text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
