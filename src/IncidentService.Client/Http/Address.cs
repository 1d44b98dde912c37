using System.Globalization;
using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Builds addresses relative to the address of the service.</summary>
internal static class Address
{
    /// <summary>The address of an incident. Throws if the number is invalid.</summary>
    public static string Of(IncidentNumber number) => IncidentNumber.IsValid(number.Value)
        ? "v1/incidents/" + number
        : throw new ArgumentException("No incident number was given: read it with TypedNumber or IncidentNumber first.", nameof(number));

    /// <summary>The address of an item of an incident, by its ordinal.</summary>
    public static string Of(IncidentNumber number, string noun, int ordinal) =>
        FormattableString.Invariant($"{Of(number)}/{noun}/{ordinal}");

    /// <summary>A path segment. A segment cannot be "." or "..", not even escaped, because these navigate.</summary>
    public static string Segment(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return text is "." or ".."
            ? throw new ArgumentException("A path segment cannot be . or ..", nameof(text))
            : Uri.EscapeDataString(text);
    }

    public static string With(string path, params IEnumerable<(string Name, string? Value)> query)
    {
        var given = query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}").ToList();
        return given.Count == 0 ? path : path + "?" + string.Join('&', given);
    }

    public static string? Text(DateTimeOffset? instant) =>
        instant?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static string? Text(Day? day) => day?.ToString(DayConverter.Format, CultureInfo.InvariantCulture);

    public static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string? Text(bool? flag) => flag switch { null => null, true => "true", false => "false" };
}
