using System.Runtime.CompilerServices;
using System.Text;

namespace IncidentNumbers;

public readonly partial record struct IncidentNumber
{
    private static readonly string[] Words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>The printed form for people, three groups of four: <c>8675-3091-2374</c>.</summary>
    public string Formatted => ToString("G");

    /// <summary>
    /// The printed form for a text whose direction is unknown, such as a note in another system: <see cref="Formatted"/> between the
    /// invisible characters U+2066 and U+2069. Without them, right-to-left text shows the groups in reverse order.
    /// </summary>
    public string Isolated => $"\u2066{Formatted}\u2069";

    /// <summary>The spoken form in English: <c>eight six seven five, three zero nine one, two three seven four</c>.</summary>
    public string Spoken
    {
        get
        {
            Span<char> digits = stackalloc char[HammingCode.Length];
            TryFormat(digits, out _);
            var text = new StringBuilder(96);
            for (var i = 0; i < digits.Length; i++)
                text.Append(i == 0 ? "" : i % 4 == 0 ? ", " : " ").Append(Words[digits[i] - '0']);

            return text.ToString();
        }
    }

    /// <summary>Parses only the canonical form: twelve ASCII digits that are a valid number. Allocates nothing, never throws.</summary>
    public static bool TryParseCanonical(ReadOnlySpan<char> text, out IncidentNumber number) => TryParseDigits(text, out number);

    /// <inheritdoc cref="TryParseCanonical(ReadOnlySpan{char}, out IncidentNumber)"/>
    public static bool TryParseCanonical(ReadOnlySpan<byte> utf8Text, out IncidentNumber number) =>
        TryParseDigits(utf8Text, out number);

    /// <summary>Parses the canonical form, like <see cref="TryParseCanonical(ReadOnlySpan{char}, out IncidentNumber)"/>.</summary>
    /// <remarks>Use <see cref="NumberReader"/> for what people type.</remarks>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out IncidentNumber result) =>
        TryParseDigits(s, out result);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out IncidentNumber)"/>
    public static bool TryParse(string? s, IFormatProvider? provider, out IncidentNumber result) =>
        TryParseDigits(s.AsSpan(), out result);

    /// <summary>Parses the canonical form.</summary>
    /// <exception cref="FormatException">The text is not twelve ASCII digits, or not a valid number.</exception>
    public static IncidentNumber Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParseCanonical(s, out var number) ? number : throw new FormatException("Not an incident number of twelve digits.");

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static IncidentNumber Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>The canonical form, twelve digits: <c>867530912374</c>.</summary>
    public override string ToString() => ToString("D");

    /// <summary>The number as text.</summary>
    /// <param name="format">
    /// <c>D</c>, null or empty: canonical, <c>867530912374</c>. <c>G</c>: in groups, <c>8675-3091-2374</c>. <c>B</c>: the content of a Code
    /// 128
    /// barcode, <c>INC867530912374</c>.
    /// </param>
    /// <param name="formatProvider">Ignored: the forms are the same in every culture.</param>
    /// <exception cref="FormatException">The format is none of these.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null)
    {
        Span<char> text = stackalloc char[LongestText];
        TryFormat(text, out var written, format.AsSpan(), formatProvider);
        return text[..written].ToString();
    }

    /// <summary>
    /// Writes what <see cref="ToString(string?, IFormatProvider?)"/> returns, 12, 14 or 15 characters. Returns false if they do not fit.
    /// </summary>
    /// <exception cref="FormatException">The format is not D, G, B or empty.</exception>
    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        TryWrite(destination, out charsWritten, format);

    /// <inheritdoc cref="TryFormat(Span{char}, out int, ReadOnlySpan{char}, IFormatProvider?)"/>
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        TryWrite(utf8Destination, out bytesWritten, format);

    private const int LongestText = 15;

    // One implementation for UTF-16 (char) and UTF-8 (byte): all characters are ASCII, and the compiler keeps one branch for each type.
    private static char Code<T>(T character) where T : unmanaged =>
        typeof(T) == typeof(char) ? Unsafe.As<T, char>(ref character) : (char)Unsafe.As<T, byte>(ref character);

    private static T FromCode<T>(char code) where T : unmanaged
    {
        if (typeof(T) == typeof(char))
            return Unsafe.As<char, T>(ref code);

        var octet = (byte)code;
        return Unsafe.As<byte, T>(ref octet);
    }

    private static bool TryParseDigits<T>(ReadOnlySpan<T> text, out IncidentNumber number) where T : unmanaged
    {
        number = default;
        if (text.Length != HammingCode.Length)
            return false;

        var value = 0L;
        foreach (var character in text)
        {
            var digit = (uint)Code(character) - '0';
            if (digit > 9)
                return false;
            value = value * 10 + digit;
        }

        return TryFromValue(value, out number);
    }

    private bool TryWrite<T>(Span<T> destination, out int written, ReadOnlySpan<char> format) where T : unmanaged
    {
        var (prefix, groups) = format switch
        {
            "" or "D" => ("", false),
            "G" => ("", true),
            "B" => ("INC", false),
            _ => throw new FormatException($"The format {format.ToString()} is none of D, G and B."),
        };
        written = 0;
        var length = prefix.Length + HammingCode.Length + (groups ? 2 : 0);
        if (destination.Length < length)
            return false;

        for (var i = 0; i < prefix.Length; i++)
            destination[i] = FromCode<T>(prefix[i]);
        var rest = Value;
        for (var at = length - 1; at >= prefix.Length; at--)
        {
            var character = '-';
            if (!groups || at is not (4 or 9))
                (rest, character) = (rest / 10, (char)('0' + rest % 10));
            destination[at] = FromCode<T>(character);
        }

        written = length;
        return true;
    }
}
