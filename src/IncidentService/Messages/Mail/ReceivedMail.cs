using IncidentService.Timeline;

namespace IncidentService.Messages.Mail;

/// <summary>What a mail says.</summary>
internal sealed record ReceivedMail
{
    /// <summary>SHA-256 of the whole mail, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    public string? MessageId { get; init; }

    /// <summary>The sender's address, or the header as it is if there is none in it.</summary>
    public string? From { get; init; }

    public string? Subject { get; init; }

    /// <summary>The ids of earlier mails of the thread, the first one first.</summary>
    public IReadOnlyList<string> Thread { get; init; } = [];

    /// <summary>True for automatic replies, delivery reports and mails of lists.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>The new words.</summary>
    public string? Text { get; init; }

    /// <summary>True if the text was read from HTML.</summary>
    public bool IsFromHtml { get; init; }

    /// <summary>What the new words quote.</summary>
    public string? History { get; init; }

    /// <summary>Text that is not stored and in which a number may stand, such as the HTML beside a plain text.</summary>
    public string? OtherText { get; init; }

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
}
