using System.Collections.Frozen;

namespace IncidentService.Common;

/// <summary>
/// The currencies in use, by ISO 4217 (list one, as amended up to 1 January 2026), and the digits of their minor units. Codes of funds,
/// metals, tests and "no currency" are left out: nothing is priced in them.
/// </summary>
internal static class Currencies
{
    private const string WithoutMinorUnit = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private const string WithThreeDigits = "BHD IQD JOD KWD LYD OMR TND";

    private const string WithTwoDigits =
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP
        DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR
        LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB
        SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG
        YER ZAR ZMW ZWG
        """;

    private static readonly FrozenDictionary<string, int> MinorDigits =
        Group(WithoutMinorUnit, 0).Concat(Group(WithTwoDigits, 2)).Concat(Group(WithThreeDigits, 3)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The digits after the point that a currency has; null if no currency has this code.</summary>
    public static int? FindMinorDigits(string? code) => code is not null && MinorDigits.TryGetValue(code, out var digits) ? digits : null;

    private static IEnumerable<KeyValuePair<string, int>> Group(string codes, int digits) =>
        codes.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries).Select(code => KeyValuePair.Create(code, digits));

    /// <summary>True if an amount in ten-thousandths has no more digits after the point than this.</summary>
    public static bool Fits(long tenThousandths, int digits) => tenThousandths % (digits switch { 0 => 10_000, 2 => 100, _ => 10 }) == 0;
}
