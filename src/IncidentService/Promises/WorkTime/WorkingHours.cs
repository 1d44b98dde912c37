using System.Globalization;

namespace IncidentService.Promises.WorkTime;

/// <summary>A part of a day in which work is done. An end at 00:00 is the end of the day.</summary>
internal readonly record struct Shift(TimeOnly From, TimeOnly To)
{
    /// <summary>True if the shift lasts until the day ends.</summary>
    public bool EndsDay => To == TimeOnly.MinValue;
}

/// <summary>The hours in which work is done on each weekday, in order and apart from each other.</summary>
internal sealed class WorkingHours(IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Shift>> shifts)
{
    /// <summary>Less than an hour a week would put due times years away.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromHours(1);

    public IReadOnlySet<DayOfWeek> Days { get; } = shifts.Where(day => day.Value.Count > 0).Select(day => day.Key).ToHashSet();

    public bool AreEnoughOn(IReadOnlySet<DayOfWeek> days) =>
        days.SelectMany(On).Aggregate(TimeSpan.Zero, (sum, shift) => sum + LengthOf(shift)) >= Least;

    public IReadOnlyList<Shift> On(DayOfWeek day) => shifts.TryGetValue(day, out var found) ? found : [];

    /// <summary>Parses "09:00-17:00" or "09:00-12:00, 13:00-24:00"; null if it cannot be meant.</summary>
    public static IReadOnlyList<Shift>? ParseDay(string? text)
    {
        var shifts = new List<Shift>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('-', StringSplitOptions.TrimEntries) is not [var from, var to]) return null;
            if (ParseTime(from) is not { } start || (to == "24:00" ? TimeOnly.MinValue : ParseTime(to)) is not { } end) return null;
            if (end <= start && !(end == TimeOnly.MinValue && to == "24:00")) return null;
            if (shifts.Count > 0 && (shifts[^1].EndsDay || start < shifts[^1].To)) return null;
            shifts.Add(new Shift(start, end));
        }
        return shifts;
    }

    private static TimeOnly? ParseTime(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static TimeSpan LengthOf(Shift shift) =>
        (shift.EndsDay ? TimeSpan.FromDays(1) : shift.To.ToTimeSpan()) - shift.From.ToTimeSpan();
}
