namespace IncidentService.Client;

/// <summary>A message came in from the customer.</summary>
public sealed record MessageRequest
{
    /// <summary>The system that received it. At most 60 characters.</summary>
    public required string System { get; init; }

    /// <summary>What that system calls the message: taken once, however often it is delivered. At most 200 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary>What that system calls the conversation or ticket; becomes a reference of the incident. At most 200 characters.</summary>
    public string? Conversation { get; init; }

    /// <summary>
    /// The sender, as the customer is known there. What is none of its kind is kept as text, and a short code or a sender's name given as a phone as
    /// a handle of the system: nobody is found by either.
    /// </summary>
    public ContactRequest? From { get; init; }

    /// <summary>The subject that a new incident gets. At most 200 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>What the customer wrote. At most 20,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Written by a machine (an out-of-office reply): moves nobody's turn.</summary>
    public bool Automatic { get; init; }

    /// <summary>Files that other systems keep. At most 20.</summary>
    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }
}
