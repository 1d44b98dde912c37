using System.Globalization;
using IncidentService.Common;
using IncidentService.Promises.WorkTime;

namespace IncidentService.Tests.Promises.Sla;

internal static class Calendars
{
    private static readonly HashSet<DayOfWeek> MondayToFriday =
        [.. Enum.GetValues<DayOfWeek>().Except([DayOfWeek.Saturday, DayOfWeek.Sunday])];

    /// <summary>
    /// Zones whose clocks change at, before, after and over midnight, by an hour, half an hour or a day, and zones without changes.
    /// </summary>
    public static readonly string[] Zones =
    [
        "UTC", "Europe/London", "America/New_York", "America/Santiago", "America/Havana", "America/St_Johns", "America/Nuuk", "Asia/Beirut",
        "Asia/Gaza",
        "Asia/Kolkata", "Asia/Kathmandu", "Africa/Cairo", "Africa/Casablanca", "Atlantic/Azores", "Australia/Lord_Howe", "Pacific/Apia",
        "Pacific/Chatham",
        "Pacific/Kiritimati", "Pacific/Pago_Pago",
    ];

    public static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    public static WorkCalendar Week(string zone, params DateOnly[] holidays) => new(Zone(zone), MondayToFriday, holidays.ToHashSet());

    public static Instant At(string moment) => Instant.From(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture));
}
