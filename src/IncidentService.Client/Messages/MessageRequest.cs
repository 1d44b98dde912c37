namespace IncidentService.Client;

/// <summary>An incoming message from the customer.</summary>
public sealed record MessageRequest
{
    /// <summary>The system that received it. At most 60 characters.</summary>
    public required string System { get; init; }

    /// <summary>
    /// The message's id in that system. The message is recorded once, however often it is delivered. With other content under the same
    /// id, the call fails with 422 <see cref="ProblemKind.MessageDiffers"/>.
    /// </summary>
    public required string MessageId { get; init; }

    /// <summary>
    /// The id of the conversation or ticket in that system. It becomes a reference of the incident. At most 200 characters.
    /// </summary>
    public string? Conversation { get; init; }

    /// <summary>
    /// The sender, as known in that system. A value that does not fit its kind is kept as text, and a short code or sender's name given as
    /// a phone number is kept as a handle of the system. Neither finds anybody.
    /// </summary>
    public ContactRequest? From { get; init; }

    /// <summary>The subject that a new incident gets, cut to 200 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>
    /// What the customer wrote, cut to 20,000 characters. It may be null where <see cref="Html"/>, <see cref="Attachments"/> or a subject
    /// say something.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>The same as HTML. The service stores it as text, if there is no <see cref="Text"/>.</summary>
    public string? Html { get; init; }

    /// <summary>
    /// Whether a machine wrote it (such as an out-of-office reply). It does not change who has to act next, and starts no SLA clock.
    /// </summary>
    public bool Automatic { get; init; }

    /// <summary>Files that other systems keep. At most 20.</summary>
    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }
}
