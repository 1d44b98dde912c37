using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>What was removed. It names incidents, never the customer.</summary>
public sealed record Erasure : Received
{
    /// <summary>
    /// The incidents whose personal data was removed, including merged ones. Their numbers keep working. Empty if no incident has the
    /// contact any more.
    /// </summary>
    public required IReadOnlyList<IncidentNumber> Incidents { get; init; }

    /// <summary>When the data was removed.</summary>
    public required DateTimeOffset ErasedAt { get; init; }

    /// <summary>How much was removed.</summary>
    public required Removed Removed { get; init; }
}

/// <summary>The number of removed items; all zero if there was nothing left.</summary>
public sealed record Removed : Received
{
    /// <summary>The number of contacts.</summary>
    public required int Contacts { get; init; }

    /// <summary>Subjects, messages, notes and reasons: all texts, with their attachments.</summary>
    public required int Texts { get; init; }

    /// <summary>References that were taught, or that are or contain a contact.</summary>
    public required int References { get; init; }

    /// <summary>Lookups that kept what the customer quoted.</summary>
    public required int Lookups { get; init; }

    /// <summary>Responses that were stored for retries.</summary>
    public required int Replies { get; init; }
}
