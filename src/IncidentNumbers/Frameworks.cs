// All that differs between the frameworks. What else netstandard2.0 lacks comes from packages.
#if NET
using System.Runtime.CompilerServices;

// A library for netstandard2.0 looks for it here, where that build had to bring its own: without it every init setter is a missing method.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]

namespace IncidentNumbers;

public readonly partial record struct IncidentNumber : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<IncidentNumber>;
#else
using System.Buffers;
using System.Globalization;

namespace IncidentNumbers;

/// <summary>
/// What <see cref="Glyph"/> needs of the newer frameworks' System.Text.Rune. The category is as old as the framework's Unicode.
/// </summary>
internal readonly record struct Rune(int Value)
{
    private const char Replacement = '\uFFFD';

    internal static OperationStatus DecodeFromUtf16(ReadOnlySpan<char> source, out Rune result, out int charsConsumed)
    {
        var isPair = source.Length > 1 && char.IsSurrogatePair(source[0], source[1]);
        charsConsumed = isPair ? 2 : 1;
        result = new Rune(isPair ? char.ConvertToUtf32(source[0], source[1]) : char.IsSurrogate(source[0]) ? Replacement : source[0]);
        return OperationStatus.Done;
    }

    internal static UnicodeCategory GetUnicodeCategory(Rune rune) => rune.Value <= char.MaxValue
        ? CharUnicodeInfo.GetUnicodeCategory((char)rune.Value)
        : CharUnicodeInfo.GetUnicodeCategory(char.ConvertFromUtf32(rune.Value), 0);

    internal static double GetNumericValue(Rune rune) => CharUnicodeInfo.GetNumericValue(char.ConvertFromUtf32(rune.Value), 0);
}
#endif
