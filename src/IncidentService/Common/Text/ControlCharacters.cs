namespace IncidentService.Common.Text;

/// <summary>Replaces the control characters that scanners and exports of old systems put between fields.</summary>
internal static class ControlCharacters
{
    /// <summary>The text with a space in place of each control character, except line breaks and tabs.</summary>
    public static string? ToSpaces(string? text) => text is null || !text.Any(Separates)
        ? text
        : string.Create(text.Length, text, static (spaced, text) =>
        {
            for (var at = 0; at < text.Length; at++) spaced[at] = Separates(text[at]) ? ' ' : text[at];
        });

    private static bool Separates(char character) => char.IsControl(character) && character is not ('\n' or '\r' or '\t');
}
