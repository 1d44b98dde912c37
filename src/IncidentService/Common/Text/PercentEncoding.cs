using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace IncidentService.Common.Text;

/// <summary>
/// Decodes percent-encoded text strictly. The framework keeps sequences that it cannot decode, so that %FF and %25FF would be the same
/// value.
/// </summary>
internal static class PercentEncoding
{
    /// <summary>False if a percent sign is not followed by two hexadecimal digits, or if the bytes are not UTF-8.</summary>
    public static bool TryDecode(string encoded, bool plusIsSpace, out string text)
    {
        text = "";
        var bytes = Encoding.UTF8.GetBytes(encoded);
        var count = 0;
        for (var index = 0; index < bytes.Length; index++)
        {
            var value = bytes[index];
            if (value == '%')
            {
                if (index + 2 >= bytes.Length || !TryParseHex(bytes.AsSpan(index + 1, 2), out value)) return false;
                index += 2;
            }
            else if (value == '+' && plusIsSpace)
            {
                value = (byte)' ';
            }
            bytes[count++] = value;
        }
        if (!Utf8.IsValid(bytes.AsSpan(0, count))) return false;
        text = Encoding.UTF8.GetString(bytes, 0, count);
        return true;
    }

    private static bool TryParseHex(ReadOnlySpan<byte> digits, out byte value) =>
        byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
