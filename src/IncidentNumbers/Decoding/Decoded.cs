namespace IncidentNumbers.Decoding;

/// <summary>What an escape or a piece of markup stands for: up to two UTF-16 units, or none if both are default.</summary>
/// <param name="Length">The number of units of the escape, which is never less than what it stands for.</param>
/// <param name="First">The first unit.</param>
/// <param name="Second">The second unit of a surrogate pair.</param>
internal readonly record struct Decoded(int Length, char First, char Second = default)
{
    /// <summary>Stands for inline markup: it ends a word, but is ignored between digits.</summary>
    internal const char Unseen = '\u200B';

    internal static bool TryOfRune(int length, int rune, out Decoded decoded)
    {
        decoded = default;
        if (rune == 0)
            rune = ' ';
        if (rune is < 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
            return false;

        decoded = rune <= char.MaxValue
            ? new Decoded(length, (char)rune)
            : new Decoded(length, (char)(0xD7C0 + (rune >> 10)), (char)(0xDC00 + (rune & 0x3FF)));
        return true;
    }
}
