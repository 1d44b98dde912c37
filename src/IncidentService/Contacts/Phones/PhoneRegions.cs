using System.Globalization;
using PhoneNumbers;

namespace IncidentService.Contacts.Phones;

/// <summary>Reads the configured region for phone numbers without a country.</summary>
internal static class PhoneRegions
{
    private const string Setting = "Contacts:Region";
    private const string FormerSetting = "Contacts:CountryCode";
    private const string Unknown = "ZZ";

    /// <summary>
    /// The regions that libphonenumber has a plan for. They are listed here because asking the library would load it at every start.
    /// </summary>
    private const string All =
        "AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI "
        + "CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP "
        + "GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
        + "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF "
        + "PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ "
        + "TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

    public static IReadOnlySet<string> Supported { get; } = All.Split(' ').ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Null if numbers without a country stay unchanged. The country code, a setting of earlier releases, takes precedence.
    /// </summary>
    /// <exception cref="InvalidOperationException">The setting is not a region or a country code.</exception>
    public static string? From(IConfiguration configuration)
    {
        if (configuration[FormerSetting] is { } code) return code.Length == 0 ? null : RegionOf(code);
        if (configuration[Setting]?.Trim().ToUpperInvariant() is not { Length: > 0 } region) return null;
        return Supported.Contains(region)
            ? region
            : throw new InvalidOperationException(
                $"{Setting} is \"{region}\"; it must be a region of ISO 3166 such as US or DE, or empty.");
    }

    private static string RegionOf(string code)
    {
        var region = int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var country)
            ? PhoneNumberUtil.GetInstance().GetRegionCodeForCountryCode(country)
            : Unknown;
        return Supported.Contains(region)
            ? region
            : throw new InvalidOperationException(
                $"{FormerSetting} is \"{code}\"; it must be a country code such as 1 or 49. Better set {Setting}, to US or DE.");
    }
}
