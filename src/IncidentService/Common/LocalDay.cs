namespace IncidentService.Common;

/// <summary>Computes days, and times of a day, in the calendar of a time zone.</summary>
internal static class LocalDay
{
    /// <summary>More than the offset of any zone, so that a local time is always closer than this to that time in UTC.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromHours(15);

    public static DateOnly From(Instant moment, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), zone).DateTime);

    /// <summary>
    /// The midnight at which the day starts: the first one if clocks went back over it. If clocks skipped it, or the whole day, the time of
    /// that change.
    /// </summary>
    public static Instant FindStart(DateOnly day, TimeZoneInfo zone) => Find(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), zone);

    /// <summary>The instant at which clocks show this time of the day: the first one, or the change of clocks that skipped it.</summary>
    public static Instant Find(DateOnly day, TimeOnly time, TimeZoneInfo zone) => Find(day.ToDateTime(time, DateTimeKind.Utc), zone);

    private static Instant Find(DateTime local, TimeZoneInfo zone)
    {
        var before = zone.GetUtcOffset(local - Reach);
        var after = zone.GetUtcOffset(local + Reach);
        if (before == after) return From(local - before);
        var change = FindClockChange(local, before, zone);
        if (local - before < change) return From(local - before);
        return From(local - after > change ? local - after : change);
    }

    /// <summary>
    /// Finds the second at which clocks changed, by binary search. No zone ever changed its clocks twice within this range.
    /// </summary>
    private static DateTime FindClockChange(DateTime local, TimeSpan before, TimeZoneInfo zone)
    {
        var (low, high) = (-(int)Reach.TotalSeconds, (int)Reach.TotalSeconds);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (zone.GetUtcOffset(local.AddSeconds(middle)) == before) low = middle;
            else high = middle;
        }
        return local.AddSeconds(high);
    }

    private static Instant From(DateTime utc) => Instant.From(new DateTimeOffset(utc));
}
