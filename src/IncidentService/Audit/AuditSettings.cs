using System.Globalization;

namespace IncidentService.Audit;

/// <summary>When reads of customers' data are recorded.</summary>
internal enum ReadAuditing
{
    Off,

    /// <summary>Entries are written within a fraction of a second. A killed process loses those that are not yet written.</summary>
    After,

    /// <summary>A response is sent only after its entry is durable.</summary>
    BeforeAnswer,
}

/// <summary>The settings under Audit. Entries are kept for KeepDays at least, if it is set.</summary>
internal sealed record AuditSettings(ReadAuditing Reads, int? KeepDays)
{
    private const string ReadsSetting = "Audit:Reads";
    public const string KeepDaysSetting = "Audit:KeepDays";
    private const int MostDays = 36_500;

    public static AuditSettings From(IConfiguration configuration) => new(Reading(configuration[ReadsSetting]), Keeping(configuration));

    private static ReadAuditing Reading(string? text) => text switch
    {
        null or "" or "after" => ReadAuditing.After,
        "off" => ReadAuditing.Off,
        "before-answer" => ReadAuditing.BeforeAnswer,
        var other => throw new InvalidOperationException($"{ReadsSetting} is {other}; it must be off, after or before-answer."),
    };

    private static int? Keeping(IConfiguration configuration)
    {
        if (configuration[KeepDaysSetting] is not { Length: > 0 } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays
            ? days
            : throw new InvalidOperationException($"{KeepDaysSetting} is {text}; it must be a whole number of days from 1 to {MostDays}.");
    }
}
