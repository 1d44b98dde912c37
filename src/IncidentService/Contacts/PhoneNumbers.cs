namespace IncidentService.Contacts;

/// <summary>
/// Reads phone numbers into E.164 digits, so that one number written two ways is one customer. Numbers without a country are read as
/// numbers of the configured one. No numbering-plan library restores here; this covers the country code, 00 and the trunk zero.
/// </summary>
internal sealed class PhoneNumbers(string? countryCode)
{
    private const int Least = 5;
    private const int Most = 15;

    /// <summary>"+" and digits; bare digits when no country is known; null when the text is no phone number.</summary>
    public string? Normalise(string text)
    {
        var international = text.StartsWith('+');
        var digits = new System.Text.StringBuilder(text.Length);
        foreach (var character in text.AsSpan(international ? 1 : 0))
        {
            if (char.IsAsciiDigit(character)) digits.Append(character);
            else if (character is not (' ' or '-' or '.' or '/' or '(' or ')' or '\u2010' or '\u2011' or '\u2012' or '\u2013')) return null;
        }
        var number = digits.ToString();
        if (!international && number.StartsWith("00", StringComparison.Ordinal)) (international, number) = (true, number[2..]);
        if (number.Length is < Least or > Most) return null;
        return international ? "+" + number : National(number);
    }

    /// <summary>The digits that all ways to write a normalised number have in common.</summary>
    public string Core(string number) =>
        !string.IsNullOrEmpty(countryCode) && number.StartsWith("+" + countryCode, StringComparison.Ordinal) ? number[(countryCode.Length + 1)..] : number.TrimStart('+');

    private string National(string number)
    {
        if (string.IsNullOrEmpty(countryCode)) return number;
        if (number[0] == '0') return "+" + countryCode + number[1..];
        // In North America people say the country code, 1, without its plus.
        return countryCode == "1" && number.Length == 11 && number[0] == '1' ? "+" + number : "+" + countryCode + number;
    }
}
