namespace IncidentService.Audit;

/// <summary>When reads of customers' data are recorded.</summary>
internal enum ReadAuditing
{
    Off,

    /// <summary>Within a fraction of a second; a process that is killed loses what it has not written.</summary>
    After,

    /// <summary>Nothing is shown before its entry is durable.</summary>
    BeforeAnswer,
}

/// <summary>The settings under Audit.</summary>
internal sealed record AuditSettings(ReadAuditing Reads)
{
    private const string Setting = "Audit:Reads";

    public static AuditSettings From(IConfiguration configuration) => new(configuration[Setting] switch
    {
        null or "" or "after" => ReadAuditing.After,
        "off" => ReadAuditing.Off,
        "before-answer" => ReadAuditing.BeforeAnswer,
        var other => throw new InvalidOperationException($"{Setting} is {other}; it must be off, after or before-answer."),
    });
}
