namespace IncidentService.Hosting;

/// <summary>Masks what looks like a payment card: 13 to 19 digits, singly spaced or hyphenated at most, that pass the Luhn test (ISO/IEC 7812-1).</summary>
internal static class PaymentCards
{
    private const int Least = 13;
    private const int Most = 19;

    public static string Mask(string text)
    {
        char[]? masked = null;
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsAsciiDigit(text[start])) continue;
            var (end, digits) = Run(text, start);
            if (digits is >= Least and <= Most && PassesLuhn(text.AsSpan(start, end - start)))
                MaskDigits(masked ??= text.ToCharArray(), start, end, digits - 4);
            start = end - 1;
        }
        return masked is null ? text : new string(masked);
    }

    private static (int End, int Digits) Run(string text, int start)
    {
        var (end, digits) = (start, 0);
        for (var index = start; index < text.Length; index++)
        {
            if (char.IsAsciiDigit(text[index])) (end, digits) = (index + 1, digits + 1);
            else if (text[index] is not (' ' or '-') || !char.IsAsciiDigit(text[index - 1])) break;
        }
        return (end, digits);
    }

    private static bool PassesLuhn(ReadOnlySpan<char> run)
    {
        var (sum, position) = (0, 0);
        for (var index = run.Length - 1; index >= 0; index--)
        {
            if (!char.IsAsciiDigit(run[index])) continue;
            var digit = run[index] - '0';
            if (position++ % 2 == 1 && (digit *= 2) > 9) digit -= 9;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    private static void MaskDigits(char[] text, int start, int end, int count)
    {
        for (var index = start; index < end && count > 0; index++)
        {
            if (!char.IsAsciiDigit(text[index])) continue;
            text[index] = '•';
            count--;
        }
    }
}
