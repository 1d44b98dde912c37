using System.Text.RegularExpressions;

namespace IncidentService.Contacts;

/// <summary>Prefixes behind a country code that people and programs keep, and that the numbering library keeps too.</summary>
internal static partial class FormerDialling
{
    public const int Mexico = 52;
    private const int Argentina = 54;

    /// <summary>The national number as it is dialled today; null when it is that already.</summary>
    public static string? NationalOf(int country, string national) => country switch
    {
        Mexico => Mexican().Match(national) is { Success: true } former ? former.Groups["number"].Value : null,
        Argentina => Argentine().Match(national) is { Success: true } former ? $"9{former.Groups["area"].Value}{former.Groups["number"].Value}" : null,
        _ => null,
    };

    /// <summary>What Mexico dialled until 2019, and WhatsApp still shows: 1, 01, 044 or 045 before ten digits.</summary>
    [GeneratedRegex(@"^(?:1|01|044|045)(?<number>\d{10})$")]
    private static partial Regex Mexican();

    /// <summary>A mobile number with its 9 and, besides, the trunk zero or the 15 that stand in its place within the country.</summary>
    [GeneratedRegex(@"^9(?:0(?<area>)(?<number>\d{10})|0?(?:(?<area>\d{2})15(?<number>\d{8})|(?<area>\d{3})15(?<number>\d{7})|(?<area>\d{4})15(?<number>\d{6})))$")]
    private static partial Regex Argentine();
}
