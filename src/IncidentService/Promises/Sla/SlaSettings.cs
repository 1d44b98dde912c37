using System.Globalization;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Promises.WorkTime;

namespace IncidentService.Promises.Sla;

/// <summary>
/// Reads SLA policies from configuration. An invalid setting stops the start with one line that names it; otherwise a typing error would
/// mean promises that are never made. Names that begin with "$" are comments.
/// </summary>
internal static class SlaSettings
{
    private const int MostOfAUnit = 10_000;
    private const string Pause = "PauseWhileWaitingOnCustomer";
    private static readonly string[] Members =
        ["Name", "Categories", "Channels", "Zone", "WorkingDays", "WorkingHours", "Holidays", Pause, "Targets"];
    private static readonly string[] Units = Enum.GetNames<TimeUnit>();
    private static readonly HashSet<DayOfWeek> MondayToFriday =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    public static SlaPolicies From(IConfigurationSection sla)
    {
        ValidateNames(sla, ["Policies"]);
        var policies = new List<SlaPolicy>();
        foreach (var section in Items(sla.GetSection("Policies")))
        {
            var policy = ParsePolicy(section);
            if (policies.Exists(other => other.Name == policy.Name))
                throw Invalid(section.GetSection("Name"), "is the name of another policy already");
            policies.Add(policy);
        }
        return new SlaPolicies(policies);
    }

    private static SlaPolicy ParsePolicy(IConfigurationSection policy)
    {
        ValidateNames(policy, Members);
        var name = ParseToken(policy.GetSection("Name"));
        var hours = ParseWorkingHours(policy.GetSection("WorkingHours"));
        var days = ParseWorkingDays(policy.GetSection("WorkingDays"), hours);
        if (hours?.AreEnoughOn(days) == false)
            throw Invalid(policy.GetSection("WorkingHours"), "must come to at least one hour a week on working days");
        var calendar = new WorkCalendar(
            ParseZone(policy.GetSection("Zone")), days, ParseSet(policy.GetSection("Holidays"), ParseDate), hours);
        var targets = ParseTargets(policy.GetSection("Targets"));
        if (hours is null && targets.Exists(target => target.Item2.Unit == TimeUnit.WorkingHours))
            throw Invalid(policy, "needs WorkingHours, such as \"Monday\": \"09:00-17:00\", because a target counts in them");
        return new SlaPolicy(
            name, ParseSet(policy.GetSection("Categories"), ParseToken), ParseSet(policy.GetSection("Channels"), ParseChannel), calendar,
            targets)
        {
            Pauses = ParseSwitch(policy.GetSection(Pause)),
        };
    }

    private static bool ParseSwitch(IConfigurationSection setting)
    {
        if (!setting.Exists()) return false;
        return bool.TryParse(setting.Value, out var on) ? on : throw Invalid(setting, "must be true or false");
    }

    private static List<(string, TimeLimit)> ParseTargets(IConfigurationSection targets)
    {
        ValidateNames(targets, PromiseKinds.Targets);
        return [.. from kind in PromiseKinds.Targets
            from target in targets.GetChildren()
            where Same(kind, target.Key)
            select (kind, ParseLimit(target))];
    }

    private static TimeLimit ParseLimit(IConfigurationSection target)
    {
        ValidateNames(target, Units);
        var given = Units.Where(unit => target.GetSection(unit).Exists()).ToList();
        if (given is not [var unit]) throw Invalid(target, $"needs exactly one of {string.Join(", ", Units)}");
        var isNumber = int.TryParse(target[unit], NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        return isNumber && count is >= 1 and <= MostOfAUnit
            ? new TimeLimit(count, Enum.Parse<TimeUnit>(unit))
            : throw Invalid(target.GetSection(unit), $"must be a whole number from 1 to {MostOfAUnit}");
    }

    private static TimeZoneInfo ParseZone(IConfigurationSection zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone.Value ?? "", out var found) && found.HasIanaId
            ? found
            : throw Invalid(zone, "must be an IANA time zone that this machine knows (package tzdata), such as Europe/London");

    private static WorkingHours? ParseWorkingHours(IConfigurationSection days)
    {
        if (!days.Exists()) return null;
        ValidateNames(days, Enum.GetNames<DayOfWeek>());
        return new WorkingHours(days.GetChildren().Where(day => !day.Key.StartsWith('$')).ToDictionary(
            day => Enum.Parse<DayOfWeek>(day.Key, ignoreCase: true),
            day => WorkingHours.ParseDay(day.Value)
                ?? throw Invalid(day, "must be hours in order, such as 09:00-12:00, 13:00-17:00; a day ends at 24:00")));
    }

    /// <summary>If they are left out: the days that have working hours, or Monday to Friday.</summary>
    private static IReadOnlySet<DayOfWeek> ParseWorkingDays(IConfigurationSection days, WorkingHours? hours)
    {
        if (!days.Exists()) return hours?.Days ?? MondayToFriday;
        var named = ParseSet(days, ParseWeekday);
        return named.Count > 0 ? named : throw Invalid(days, "must name at least one day");
    }

    private static DayOfWeek ParseWeekday(IConfigurationSection day) =>
        Enum.GetValues<DayOfWeek>().Cast<DayOfWeek?>().FirstOrDefault(known => Same(known.ToString(), day.Value))
            ?? throw Invalid(day, "must be a day of the week, such as Monday");

    private static DateOnly ParseDate(IConfigurationSection date) =>
        DateOnly.TryParseExact(date.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Invalid(date, "must be a date, such as 2026-12-25");

    private static string ParseChannel(IConfigurationSection channel) =>
        Channels.All.FirstOrDefault(known => Same(known, channel.Value))
            ?? throw Invalid(channel, $"must be one of {string.Join(", ", Channels.All)}");

    private static string ParseToken(IConfigurationSection section) =>
        section.Value?.ToLowerInvariant() is { } token && ValidationErrors.IsToken(token)
            ? token
            : throw Invalid(section, $"must be a short name of letters a–z, digits, dots, hyphens and underscores, {Limits.Token} at most");

    private static HashSet<T> ParseSet<T>(IConfigurationSection list, Func<IConfigurationSection, T> read) => [.. Items(list).Select(read)];

    private static IEnumerable<IConfigurationSection> Items(IConfigurationSection list) =>
        string.IsNullOrEmpty(list.Value) ? list.GetChildren() : throw Invalid(list, "must be a list");

    private static void ValidateNames(IConfigurationSection section, IReadOnlyList<string> known)
    {
        if (!string.IsNullOrEmpty(section.Value)) throw Invalid(section, $"must hold settings of its own: {string.Join(", ", known)}");
        foreach (var member in section.GetChildren())
        {
            if (!member.Key.StartsWith('$') && !known.Any(name => Same(name, member.Key)))
                throw Invalid(member, $"is no setting; those known here are {string.Join(", ", known)}");
        }
    }

    private static bool Same(string? known, string? given) => string.Equals(known, given, StringComparison.OrdinalIgnoreCase);

    private static InvalidOperationException Invalid(IConfigurationSection setting, string why) =>
        new($"{setting.Path}{(setting.Value is { Length: > 0 } value ? $" (\"{value}\")" : "")} {why}.");
}
