using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IncidentNumbers;

/// <summary>
/// The number of one incident: twelve decimal digits, the first not 0, the last two check digits. One wrong digit can be corrected; two
/// wrong digits or any swap are detected.
/// </summary>
/// <remarks>
/// <para>
/// A number is valid exactly if both weighted sums of its digits are 0 modulo 11, with the weights 10 9 2 5 9 10 10 4 3 4 1 0 and
/// 4 7 1 4 2 2 3 5 3 9 0 1. This is the [12, 10] Hamming code over GF(11) (R. W. Hamming, 1950), whose column i is x^(12-i) modulo x² + 7x
/// + 2.
/// </para>
/// <para>All values are valid except <c>default</c>, whose <see cref="Value"/> is 0. The order is that of the value.</para>
/// </remarks>
public readonly partial record struct IncidentNumber : IComparable<IncidentNumber>, IFormattable
{
    private const long Lowest = 100_000_000_000;
    private const long Highest = 999_999_999_999;
    private const long LowestDraw = Lowest / 100;
    private const long HighestDraw = Highest / 100;

    // One draw in six cannot be issued. With a working source, a hundred such draws in a row occur once in 10^76 numbers.
    private const int MostDraws = 100;

    private IncidentNumber(long value) => Value = value;

    /// <summary>The twelve digits, 100 000 000 000 to 999 999 999 999; 0 for <c>default</c>, which is not an incident number.</summary>
    public long Value { get; }

    /// <summary>Returns whether a value is an incident number: twelve digits with correct check digits. Never throws.</summary>
    public static bool IsValid(long value) => value is >= Lowest and <= Highest && HammingCode.ComputeSyndrome(value).IsZero;

    /// <summary>Gets the number with this value; returns false and <c>default</c> unless the value <see cref="IsValid"/>.</summary>
    public static bool TryFromValue(long value, out IncidentNumber number)
    {
        var valid = IsValid(value);
        number = valid ? new IncidentNumber(value) : default;
        return valid;
    }

    /// <summary>The number with this value.</summary>
    /// <exception cref="ArgumentException">The value is not twelve digits, or its check digits are wrong.</exception>
    public static IncidentNumber FromValue(long value) =>
        TryFromValue(value, out var number) ? number : throw new ArgumentException($"{value} is not an incident number.", nameof(value));

    /// <summary>
    /// Appends the two check digits to ten digits: d11 = -ΣA·d and d12 = -ΣB·d modulo 11. Returns false and <c>default</c> if the ten
    /// digits are outside 1 000 000 000 to 9 999 999 999, or if a check digit would be 10, as it is for one draw in six.
    /// </summary>
    public static bool TryComplete(long firstTenDigits, out IncidentNumber number)
    {
        number = default;
        if (firstTenDigits is < LowestDraw or > HighestDraw)
            return false;

        var (a, b) = HammingCode.ComputeSyndrome(firstTenDigits * 100);
        var (eleventh, twelfth) = (HammingCode.Subtract(0, a), HammingCode.Subtract(0, b));
        if (eleventh == 10 || twelfth == 10)
            return false;

        number = new IncidentNumber(firstTenDigits * 100 + eleventh * 10 + twelfth);
        return true;
    }

    /// <summary>
    /// Mints a random number; each of the 7.4 thousand million numbers is equally likely. The register must ensure that it is unique.
    /// </summary>
    /// <param name="drawTenDigits">
    /// Draws from 1 000 000 000 to 9 999 999 999, uniformly. Draws that cannot be issued or are out of range are repeated. The default is
    /// the
    /// operating system's cryptographic generator.
    /// </param>
    /// <exception cref="InvalidOperationException">A hundred draws in a row could not be issued: the random source is broken.</exception>
    public static IncidentNumber Mint(Func<long>? drawTenDigits = null)
    {
        drawTenDigits ??= DrawTenDigits;
        for (var draw = 0; draw < MostDraws; draw++)
            if (TryComplete(drawTenDigits(), out var number))
                return number;

        throw new InvalidOperationException($"{MostDraws} draws in a row could not be issued: the random source is broken.");
    }

    /// <summary>Orders by <see cref="Value"/>, which says nothing about age, because numbers are random.</summary>
    public int CompareTo(IncidentNumber other) => Value.CompareTo(other.Value);

    /// <summary>Whether the left value is lower.</summary>
    public static bool operator <(IncidentNumber left, IncidentNumber right) => left.Value < right.Value;

    /// <summary>Whether the left value is lower or equal.</summary>
    public static bool operator <=(IncidentNumber left, IncidentNumber right) => left.Value <= right.Value;

    /// <summary>Whether the left value is higher.</summary>
    public static bool operator >(IncidentNumber left, IncidentNumber right) => left.Value > right.Value;

    /// <summary>Whether the left value is higher or equal.</summary>
    public static bool operator >=(IncidentNumber left, IncidentNumber right) => left.Value >= right.Value;

    private static long DrawTenDigits()
    {
        const ulong count = HighestDraw - LowestDraw + 1;
        const ulong fair = ulong.MaxValue - ulong.MaxValue % count; // above this bound, some remainders would be more likely than others
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        ulong random;
        do
        {
            RandomNumberGenerator.Fill(bytes);
            random = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }
        while (random >= fair);

        return LowestDraw + (long)(random % count);
    }
}
