using System.Text.RegularExpressions;

namespace IncidentService.Contacts.Phones;

/// <summary>
/// Removes obsolete prefixes after a country code. People and programs still write them, and the numbering library keeps them.
/// </summary>
internal static partial class FormerDialling
{
    public const int Mexico = 52;
    private const int Argentina = 54;

    /// <summary>The national number as dialled today; null if it has no obsolete prefix.</summary>
    public static string? NationalOf(int country, string national) => country switch
    {
        Mexico => Mexican().Match(national) is { Success: true } former ? former.Groups["number"].Value : null,
        Argentina => Argentine().Match(national) is { Success: true } former
            ? $"9{former.Groups["area"].Value}{former.Groups["number"].Value}"
            : null,
        _ => null,
    };

    /// <summary>The prefixes that Mexico used until 2019 and WhatsApp still shows: 1, 01, 044 or 045 before ten digits.</summary>
    [GeneratedRegex(@"^(?:1|01|044|045)(?<number>\d{10})$")]
    private static partial Regex Mexican();

    /// <summary>A mobile number with its 9, and also with the trunk zero or the 15 that replace the 9 in domestic calls.</summary>
    [GeneratedRegex(
        @"^9(?:0(?<area>)(?<number>\d{10})|0?(?:(?<area>\d{2})15(?<number>\d{8})|(?<area>\d{3})15(?<number>\d{7})|(?<area>\d{4})15(?<number>\d{6})))$")]
    private static partial Regex Argentine();
}
