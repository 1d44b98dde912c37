// All differences between the frameworks. Packages provide everything else that netstandard2.0 lacks.
#if NET
using System.Runtime.CompilerServices;

// A library built for netstandard2.0 looks for IsExternalInit here, because that build has to define it. Without the forward, every init
// setter
// would be a missing method.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]

namespace IncidentNumbers;

public readonly partial record struct IncidentNumber : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<IncidentNumber>;
#else
using System.Buffers;
using System.Globalization;

namespace IncidentNumbers;

/// <summary>
/// The part of System.Text.Rune that <see cref="Glyph"/> uses, for frameworks without it. Categories are those of the framework's Unicode
/// version.
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
