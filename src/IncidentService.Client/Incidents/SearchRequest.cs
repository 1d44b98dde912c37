namespace IncidentService.Client;

/// <summary>A search: the filters of the list, and what must not stand in an address.</summary>
public sealed record SearchRequest
{
    /// <summary>
    /// Words of subject, messages and notes; each must be there, whole or as the beginning of a word, in any case and with or without accents. At most
    /// 200 characters.
    /// </summary>
    public string? Words { get; init; }

    /// <summary>A contact of any kind but a name, which proves nothing.</summary>
    public ContactRequest? Contact { get; init; }

    /// <summary>What another system calls it.</summary>
    public ReferenceRequest? Reference { get; init; }

    /// <summary>How far it has come.</summary>
    public IncidentState? State { get; init; }

    /// <summary>The channel through which it was opened.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The category, whole. At most 60 characters.</summary>
    public string? Category { get; init; }

    /// <summary>The team that works on it. At most 60 characters.</summary>
    public string? Team { get; init; }

    /// <summary>Who has to move next.</summary>
    public Party? WaitingOn { get; init; }

    /// <summary>Opened at this time or later.</summary>
    public DateTimeOffset? OpenedFrom { get; init; }

    /// <summary>Opened before this time.</summary>
    public DateTimeOffset? OpenedTo { get; init; }

    /// <summary>Changed at this time or later.</summary>
    public DateTimeOffset? UpdatedFrom { get; init; }

    /// <summary>Changed before this time.</summary>
    public DateTimeOffset? UpdatedTo { get; init; }

    /// <summary>The order; newest first, when not given.</summary>
    public IncidentOrder? Order { get; init; }

    /// <summary>How many items a page has, 1 to 200; 50 when not given. 1 to 200.</summary>
    public int? Limit { get; init; }

    /// <summary>The cursor of the page to begin with; the client follows the rest. At most 500 characters.</summary>
    public string? Cursor { get; init; }
}
