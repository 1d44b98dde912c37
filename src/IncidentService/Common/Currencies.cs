using System.Collections.Frozen;

namespace IncidentService.Common;

/// <summary>
/// The currencies in use and their decimal places (minor units), by ISO 4217 (list one, as amended up to 1 January 2026). Codes of funds,
/// metals, tests and "no currency" are left out: nothing is priced in them.
/// </summary>
internal static class Currencies
{
    private const string WithoutPlaces = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";

    private const string WithTwoPlaces =
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP
        DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR
        LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB
        SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG
        YER ZAR ZMW ZWG
        """;

    private const string WithThreePlaces = "BHD IQD JOD KWD LYD OMR TND";

    private static readonly FrozenDictionary<string, int> Places = new (int Places, string Codes)[]
    {
        (0, WithoutPlaces), (2, WithTwoPlaces), (3, WithThreePlaces),
    }.SelectMany(group => Split(group.Codes).Select(code => KeyValuePair.Create(code, group.Places)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The decimal places of a currency; null if there is no such currency in use.</summary>
    public static int? FindPlaces(string? code) => code is not null && Places.TryGetValue(code, out var places) ? places : null;

    private static string[] Split(string codes) => codes.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
}
