using System.Text.RegularExpressions;
using IncidentService.Contacts.LookupKeys;
using PhoneNumbers;

namespace IncidentService.Contacts.Phones;

/// <summary>
/// Converts phone numbers to E.164, so that all spellings of a number identify one customer. Numbers without a country are read as numbers
/// of the configured region (ISO 3166), if there is one. The plans come from libphonenumber, which loads the plan of a country at its first
/// use.
/// </summary>
internal sealed partial class PhoneReader(string? region)
{
    private const int Longest = 250;
    private const int FewestDigits = 3;

    /// <summary>The most digits of several numbers in one field. Text with more digits is something else.</summary>
    private const int MostDigitsOfText = 60;

    /// <summary>
    /// With fewer digits, and with more letters than a number has digits, the text is a sentence. Parsing it would cost an exception.
    /// </summary>
    private const int FewestDigitsOfSentence = 7;
    private const int MostOfShortCode = 6;
    private const int MostOfSender = 11;
    private const int MostDigits = 15;
    private const int NorthAmerica = 1;
    private const string NoRegion = "ZZ";

    /// <summary>Increase it when any spelling gets a different key than before.</summary>
    private const int Rules = 1;

    private static PhoneNumberUtil Plans => PhoneNumberUtil.GetInstance();

    /// <summary>The library, region and rules that stored keys depend on.</summary>
    public string Version =>
        $"libphonenumber {typeof(PhoneNumberUtil).Assembly.GetName().Version}, region {region ?? "none"}, rules {Rules}";

    /// <summary>"+" and digits; only digits if no country is known; null if the text is not a phone number.</summary>
    public string? Normalise(string text) => text.Count(char.IsDigit) is >= FewestDigits and <= MostDigitsOfText ? Parse(text).Key : null;

    public PhoneReading Parse(string text)
    {
        if (text.Length > Longest || text.Count(char.IsDigit) > MostDigitsOfText) return new PhoneReading(PhoneFault.NoNumber);
        if (PhoneSpelling.Peel(text) is not { } spelled) return new PhoneReading(PhoneFault.NoNumber);
        if (WithheldCallers.Include(spelled)) return new PhoneReading(PhoneFault.Withheld);
        if (PhoneSpelling.NamesCountryZero(spelled)) return new PhoneReading(PhoneFault.ZeroCountry);
        if (PhoneSpelling.HoldsTwo(spelled)) return new PhoneReading(PhoneFault.TwoNumbers);
        if (ReadsZerosAsPlus) spelled = PhoneSpelling.WithPlusForZeros(spelled) ?? spelled;
        var digits = PhoneSpelling.Digits(spelled);
        if (digits.Length < FewestDigits) return new PhoneReading(IsSenderName(spelled) ? PhoneFault.Sender : PhoneFault.NoNumber);
        if (digits.Length < FewestDigitsOfSentence && spelled.Count(char.IsLetter) > MostDigits - FewestDigits)
            return new PhoneReading(PhoneFault.NoNumber);
        return region is null && !PhoneSpelling.HasPlus(spelled) ? ReadBare(spelled) : ReadByPlan(spelled, digits);
    }

    /// <summary>The digits after the country code, which all spellings of a normalised number share.</summary>
    public static string NationalDigits(string key) =>
        key.StartsWith('+') && Parse(key, NoRegion) is { } number ? Plans.GetNationalSignificantNumber(number) : key.TrimStart('+');

    /// <summary>
    /// The keys that a number had in releases without the library: with its trunk prefix, without Italy's zero, with Mexico's 1.
    /// </summary>
    public static IReadOnlySet<string> FormerKeys(string key)
    {
        if (!key.StartsWith('+') || Parse(key, NoRegion) is not { } number) return new HashSet<string>();
        var country = "+" + number.CountryCode;
        var dialled = PhoneSpelling.Digits(Plans.Format(number, PhoneNumberFormat.NATIONAL));
        var former = new HashSet<string> { country + dialled, dialled, country + "0" + NationalDigits(key), NationalDigits(key) };
        if (dialled.StartsWith('0')) former.Add(country + dialled[1..]);
        if (number.CountryCode == FormerDialling.Mexico) former.Add(country + "1" + NationalDigits(key));
        former.Remove(key);
        return former;
    }

    private bool ReadsZerosAsPlus => region is null || Plans.GetCountryCodeForRegion(region) == NorthAmerica;

    /// <summary>Reads a number without a country and without a configured region: the digits stay as dialled.</summary>
    private static PhoneReading ReadBare(string spelled)
    {
        var (number, extension) = PhoneSpelling.SplitExtension(spelled);
        if (number.Any(char.IsLetter)) return new PhoneReading(IsSenderName(spelled) ? PhoneFault.Sender : PhoneFault.NoNumber);
        var digits = PhoneSpelling.Digits(number);
        if (digits.Length <= MostOfShortCode) return new PhoneReading(PhoneFault.Sender);
        if (WithheldCallers.IncludeBare(digits)) return new PhoneReading(PhoneFault.Withheld);
        return digits.Length > MostDigits ? new PhoneReading(PhoneFault.WrongLength) : new PhoneReading(digits, extension, PhoneFault.None);
    }

    private PhoneReading ReadByPlan(string spelled, string digits)
    {
        var hasLetters = PhoneSpelling.HasLetters(spelled);
        var hasPlus = PhoneSpelling.HasPlus(spelled);
        if (!hasPlus && !hasLetters && digits.Length <= MostOfShortCode && IsShortCode(digits)) return new PhoneReading(PhoneFault.Sender);
        spelled = PhoneSpelling.WithSpacesForMarks(spelled);
        var number = FindNumber(spelled, hasLetters);
        if (!hasPlus && WithheldCallers.IncludeBare(digits) && (number is null || !Plans.IsValidNumber(number)))
            return new PhoneReading(PhoneFault.Withheld);
        if (!hasPlus && !hasLetters && MayBeForeign(number, spelled)) number = FindForeign(spelled, digits) ?? number;
        if (number is not null && IsShortCode(number)) return new PhoneReading(PhoneFault.Sender);
        if (number is not null) return new PhoneReading(KeyOf(number), number.HasExtension ? number.Extension : null, PhoneFault.None);
        if (IsSenderName(spelled)) return new PhoneReading(PhoneFault.Sender);
        if (!hasLetters && PhoneSpelling.Halves(spelled).Any(halves => IsValid(halves.First) && IsValid(halves.Second)))
            return new PhoneReading(PhoneFault.TwoNumbers);
        return new PhoneReading(hasLetters ? PhoneFault.NoNumber : PhoneFault.WrongLength);
    }

    /// <summary>
    /// The first reading that is valid in its country's plan; otherwise the first that has a possible length and no letters.
    /// </summary>
    private PhoneNumber? FindNumber(string spelled, bool hasLetters)
    {
        PhoneNumber? possible = null;
        string?[] readings = [PhoneSpelling.CutAtWord(spelled), spelled, PhoneSpelling.WithoutBracketedZero(spelled)];
        foreach (var reading in readings.OfType<string>())
        {
            if (Parse(reading, region ?? NoRegion) is not { } number || !IsPossible(number)) continue;
            if (Plans.IsValidNumber(number)) return number;
            if (!(hasLetters && PhoneSpelling.HasLetters(reading))) possible ??= number;
        }
        return possible;
    }

    private static bool MayBeForeign(PhoneNumber? number, string spelled) =>
        number is null || (PhoneSpelling.WithPlusForZeros(spelled) is not null && !Plans.IsValidNumber(number));

    /// <summary>Finds a number of another country whose plus is missing, or whose 00 is not the international prefix here.</summary>
    private static PhoneNumber? FindForeign(string spelled, string digits)
    {
        var number = Parse(PhoneSpelling.WithPlusForZeros(spelled) ?? "+" + digits, NoRegion);
        return number is not null && IsPossible(number) && Plans.IsValidNumber(number) ? number : null;
    }

    private bool IsShortCode(string digits) =>
        Parse(digits, region!) is not { } number
            || !IsPossible(number)
            || ShortNumberInfo.GetInstance().IsValidShortNumberForRegion(number, region);

    /// <summary>A short code with a country code before it, such as +44 60777.</summary>
    private static bool IsShortCode(PhoneNumber number) =>
        !Plans.IsValidNumber(number)
            && Plans.GetNationalSignificantNumber(number).Length <= MostOfShortCode
            && ShortNumberInfo.GetInstance().IsValidShortNumber(number);

    private bool IsValid(string text) => Parse(text, region ?? NoRegion) is { } number && Plans.IsValidNumber(number);

    private static bool IsSenderName(string spelled) =>
        spelled.Length <= MostOfSender && spelled.Any(char.IsLetter) && SenderName().IsMatch(spelled);

    /// <summary>True for every valid number, and checked much faster: only the length counts.</summary>
    private static bool IsPossible(PhoneNumber number) =>
        Plans.IsPossibleNumberWithReason(number)
            is PhoneNumberUtil.ValidationResult.IS_POSSIBLE
            or PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY;

    /// <summary>
    /// The key of a number. A number that is possible but not valid can parse differently with its country code; the key is the stable
    /// result.
    /// </summary>
    private static string KeyOf(PhoneNumber number)
    {
        var key = Plans.Format(number, PhoneNumberFormat.E164);
        if (Plans.IsValidNumber(number)) return key;
        return Parse(key, NoRegion) is { } again && Plans.Format(again, PhoneNumberFormat.E164) is var stays && IsPossible(again)
            ? stays
            : key;
    }

    private static PhoneNumber? Parse(string text, string region)
    {
        try
        {
            var number = Plans.Parse(text, region);
            if (FormerDialling.NationalOf(number.CountryCode, Plans.GetNationalSignificantNumber(number)) is not { } today) return number;
            return Plans.Parse($"+{number.CountryCode}{today}{(number.HasExtension ? ";ext=" + number.Extension : "")}", NoRegion);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9 &._\-]+$")]
    private static partial Regex SenderName();
}
