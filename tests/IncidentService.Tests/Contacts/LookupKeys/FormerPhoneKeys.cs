namespace IncidentService.Tests.Contacts.LookupKeys;

/// <summary>The keys that releases before libphonenumber computed for phone numbers in North America.</summary>
internal static class FormerPhoneKeys
{
    public static string? Of(string spelling)
    {
        var text = spelling.Normalize(System.Text.NormalizationForm.FormKC).Trim();
        var international = text.StartsWith('+');
        var digits = text.AsSpan(international ? 1 : 0).ToString();
        if (
            digits.Any(
                character =>
                    !char.IsAsciiDigit(character) && !" -./()\u2010\u2011\u2012\u2013".Contains(character, StringComparison.Ordinal)))
            return null;
        var number = string.Concat(digits.Where(char.IsAsciiDigit));
        if (!international && number.StartsWith("00", StringComparison.Ordinal)) (international, number) = (true, number[2..]);
        if (number.Length is < 5 or > 15) return null;
        if (international) return "+" + number;
        if (number[0] == '0') return "+1" + number[1..];
        return number.Length == 11 && number[0] == '1' ? "+" + number : "+1" + number;
    }
}
