namespace IncidentService.Common;

/// <summary>Computes days in the calendar of a time zone.</summary>
internal static class LocalDay
{
    /// <summary>More than the offset of any zone, so that local midnight is always closer than this to midnight in UTC.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromHours(15);

    public static DateOnly From(Instant moment, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), zone).DateTime);

    /// <summary>
    /// The midnight at which the day starts: the first one if clocks went back over it. If clocks skipped it, or the whole day, the time of
    /// that change.
    /// </summary>
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

    /// <summary>
    /// Finds the second at which clocks changed, by binary search. No zone ever changed its clocks twice within this range.
    /// </summary>
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
