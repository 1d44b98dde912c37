namespace IncidentService.Client;

/// <summary>A search: the filters of the list, and values that must not appear in an address.</summary>
public sealed record SearchRequest
{
    /// <summary>
    /// Words of subject, messages and notes. Each word must occur, whole or as the start of a word; case and accents are ignored. At most
    /// 200 characters.
    /// </summary>
    public string? Words { get; init; }

    /// <summary>A contact of any kind except a name, which proves nothing.</summary>
    public ContactRequest? Contact { get; init; }

    /// <summary>The identifier of another system.</summary>
    public ReferenceRequest? Reference { get; init; }

    /// <summary>The state.</summary>
    public IncidentState? State { get; init; }

    /// <summary>The channel through which it was opened.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The exact category. At most 60 characters.</summary>
    public string? Category { get; init; }

    /// <summary>The team that works on it. At most 60 characters.</summary>
    public string? Team { get; init; }

    /// <summary>Who has to act next.</summary>
    public Party? WaitingOn { get; init; }

    /// <summary>Opened at this time or later.</summary>
    public DateTimeOffset? OpenedFrom { get; init; }

    /// <summary>Opened before this time.</summary>
    public DateTimeOffset? OpenedTo { get; init; }

    /// <summary>Changed at this time or later.</summary>
    public DateTimeOffset? UpdatedFrom { get; init; }

    /// <summary>Changed before this time.</summary>
    public DateTimeOffset? UpdatedTo { get; init; }

    /// <summary>The order; newest first by default.</summary>
    public IncidentOrder? Order { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public int? Limit { get; init; }

    /// <summary>The cursor of the first page to read; the client reads the following pages. At most 500 characters.</summary>
    public string? Cursor { get; init; }
}
