namespace IncidentService.Client;

/// <summary>Where a mail was received, and its ids there.</summary>
public sealed record MailOrigin
{
    /// <summary>The system that received it; mail by default. At most 60 characters.</summary>
    public string? System { get; init; }

    /// <summary>The id of the mail; its Message-ID by default.</summary>
    public string? MessageId { get; init; }

    /// <summary>The conversation of the mail; the first mail of its thread by default.</summary>
    public string? Conversation { get; init; }
}
