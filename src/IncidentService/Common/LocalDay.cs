namespace IncidentService.Common;

/// <summary>Days by the calendar of a time zone.</summary>
internal static class LocalDay
{
    /// <summary>More than any zone is away from UTC, so that local midnight is less than this from midnight in UTC.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromHours(15);

    public static DateOnly From(Instant moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), zone).DateTime);

    /// <summary>Its midnight, the first of two where clocks went back over it; where they skipped it, or the whole day, what came instead.</summary>
    public static Instant FindStart(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var before = zone.GetUtcOffset(midnight - Reach);
        var after = zone.GetUtcOffset(midnight + Reach);
        if (before == after) return From(midnight - before);
        var change = FindClockChange(midnight, before, zone);
        if (midnight - before < change) return From(midnight - before);
        return From(midnight - after > change ? midnight - after : change);
    }

    /// <summary>The second at which clocks changed. No zone ever changed them twice within so short a time.</summary>
    private static DateTime FindClockChange(DateTime midnight, TimeSpan before, TimeZoneInfo zone)
    {
        var (low, high) = (-(int)Reach.TotalSeconds, (int)Reach.TotalSeconds);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (zone.GetUtcOffset(midnight.AddSeconds(middle)) == before) low = middle;
            else high = middle;
        }
        return midnight.AddSeconds(high);
    }

    private static Instant From(DateTime utc) => Instant.From(new DateTimeOffset(utc));
}
