using System.Globalization;

namespace IncidentService.Common.Settings;

/// <summary>A setting that is a whole number.</summary>
internal static class WholeNumber
{
    /// <param name="setting">The name of the setting, for the message.</param>
    /// <param name="text">The value as configured; null if it is not.</param>
    /// <param name="byDefault">The number if nothing is configured.</param>
    /// <param name="bounds">The smallest and the largest number that are allowed.</param>
    /// <param name="unit">What is counted, such as days; for the message.</param>
    /// <exception cref="InvalidOperationException">It is no whole number, or out of bounds.</exception>
    public static int Parse(string setting, string? text, int byDefault, (int Least, int Most) bounds, string? unit = null)
    {
        if (text is null) return byDefault;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= bounds.Least && number <= bounds.Most
            ? number
            : throw new InvalidOperationException(
                $"{setting} is \"{text}\"; it must be a whole number{(unit is null ? "" : " of " + unit)} from {bounds.Least} to {bounds.Most}.");
    }
}
