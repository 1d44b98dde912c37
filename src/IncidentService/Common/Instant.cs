using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentService.Common;

/// <summary>A time in UTC, in microseconds since 1970. All three database engines store this precision without rounding.</summary>
internal readonly partial record struct Instant(long Micros) : IComparable<Instant>
{
    public const long MicrosPerSecond = 1_000_000;
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static Instant Now(TimeProvider clock) => From(clock.GetUtcNow());

    public static Instant From(DateTimeOffset moment) =>
        new((moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(Micros * TimeSpan.TicksPerMicrosecond);

    public Instant Plus(TimeSpan span) => new(Micros + (span.Ticks / TimeSpan.TicksPerMicrosecond));

    public TimeSpan Since(Instant earlier) => TimeSpan.FromTicks((Micros - earlier.Micros) * TimeSpan.TicksPerMicrosecond);

    public int CompareTo(Instant other) => Micros.CompareTo(other.Micros);

    public static bool operator <(Instant left, Instant right) => left.Micros < right.Micros;

    public static bool operator >(Instant left, Instant right) => left.Micros > right.Micros;

    public static bool operator <=(Instant left, Instant right) => left.Micros <= right.Micros;

    public static bool operator >=(Instant left, Instant right) => left.Micros >= right.Micros;

    /// <summary>
    /// Parses an RFC 3339 time ("2026-11-21T09:30:00Z", "…+01:00"). The offset is required, because a time without one is ambiguous.
    /// </summary>
    public static bool TryParse(string? text, out Instant instant)
    {
        instant = default;
        if (text is not { Length: >= 20 and <= 40 } || !Rfc3339().IsMatch(text)) return false;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment)) return false;
        instant = From(moment);
        return true;
    }

    public override string ToString() => ToDateTimeOffset().UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public bool TryFormat(Span<byte> utf8, out int written) =>
        ToDateTimeOffset().UtcDateTime.TryFormat(utf8, out written, Format, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Rfc3339();
}
