using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>What was removed of a customer. It names incidents, never the customer.</summary>
public sealed record Erasure : Received
{
    /// <summary>
    /// The incidents that lost their personal data, merged ones among them; their numbers keep working. Empty where none knows the customer any more.
    /// </summary>
    public required IReadOnlyList<IncidentNumber> Incidents { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ErasedAt { get; init; }

    /// <summary>How much was removed.</summary>
    public required Removed Removed { get; init; }
}

/// <summary>How much was removed; all zero where there was nothing left.</summary>
public sealed record Removed : Received
{
    /// <summary>How the customer is known here.</summary>
    public required int Contacts { get; init; }

    /// <summary>Subjects, messages, notes, reasons: whatever was said, with its attachments.</summary>
    public required int Texts { get; init; }

    /// <summary>References that were taught, or that were or held a contact.</summary>
    public required int References { get; init; }

    /// <summary>Lookups that kept what the customer quoted.</summary>
    public required int Lookups { get; init; }

    /// <summary>Answers that were kept for retries.</summary>
    public required int Replies { get; init; }
}
