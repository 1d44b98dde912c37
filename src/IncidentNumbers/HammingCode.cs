namespace IncidentNumbers;

/// <summary>The two weighted sums of twelve digits modulo 11: both are 0 exactly for a codeword.</summary>
internal readonly record struct Syndrome(int A, int B)
{
    internal bool IsZero => (A | B) == 0;
}

/// <summary>
/// The [12, 10] Hamming code over GF(11). Column i is x^(12-i) modulo the primitive polynomial x² + 7x + 2, so no two columns are multiples
/// of one another, and every nonzero syndrome identifies one error at one position: the code is perfect.
/// </summary>
internal static class HammingCode
{
    internal const int Length = 12;
    private const int Field = 11;

    // The error (1 to 10) and position (0 to 11) of every syndrome, at A * 11 + B.
    private static readonly (byte Position, byte Error)[] Errors = TabulateErrors();

    private static ReadOnlySpan<byte> WeightsA => [10, 9, 2, 5, 9, 10, 10, 4, 3, 4, 1, 0];

    private static ReadOnlySpan<byte> WeightsB => [4, 7, 1, 4, 2, 2, 3, 5, 3, 9, 0, 1];

    /// <summary>The syndrome of a number of at most twelve digits, padded with leading zeros.</summary>
    internal static Syndrome ComputeSyndrome(long value)
    {
        int a = 0, b = 0;
        for (var i = Length - 1; i >= 0; i--)
        {
            var digit = (int)(value % 10);
            value /= 10;
            a += WeightsA[i] * digit;
            b += WeightsB[i] * digit;
        }

        return new Syndrome(a % Field, b % Field);
    }

    /// <summary>The one wrong digit that explains a nonzero syndrome: subtracting the error leaves a codeword over GF(11).</summary>
    internal static (int Position, int Error) Locate(Syndrome syndrome) => Errors[syndrome.A * Field + syndrome.B];

    /// <summary>Subtracts an error from a digit in GF(11); 10 means that no decimal digit results.</summary>
    internal static int Subtract(int digit, int error) => (digit - error + Field) % Field;

    private static (byte Position, byte Error)[] TabulateErrors()
    {
        var errors = new (byte, byte)[Field * Field];
        for (var position = 0; position < Length; position++)
            for (var error = 1; error < Field; error++)
            {
                var (a, b) = (WeightsA[position] * error % Field, WeightsB[position] * error % Field);
                errors[a * Field + b] = ((byte)position, (byte)error);
            }

        return errors;
    }
}
