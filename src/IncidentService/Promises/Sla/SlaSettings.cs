using System.Globalization;
using IncidentService.Common;
using IncidentService.Common.Outcomes;

namespace IncidentService.Promises.Sla;

/// <summary>
/// Reads SLA policies from configuration. An invalid setting stops the start with one line that names it; otherwise a typing error would
/// mean promises that are never made. Names that begin with "$" are comments.
/// </summary>
internal static class SlaSettings
{
    private const int MostOfAUnit = 10_000;
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
        ValidateNames(policy, ["Name", "Categories", "Channels", "Zone", "WorkingDays", "Holidays", "Targets"]);
        var name = ParseToken(policy.GetSection("Name"));
        var calendar = new WorkCalendar(
            ParseZone(policy.GetSection("Zone")), ParseWorkingDays(policy.GetSection("WorkingDays")),
            ParseSet(policy.GetSection("Holidays"), ParseDate));
        return new SlaPolicy(
            name, ParseSet(policy.GetSection("Categories"), ParseToken), ParseSet(policy.GetSection("Channels"), ParseChannel), calendar,
            ParseTargets(policy.GetSection("Targets")));
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

    private static HashSet<DayOfWeek> ParseWorkingDays(IConfigurationSection days)
    {
        if (!days.Exists()) return MondayToFriday;
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
