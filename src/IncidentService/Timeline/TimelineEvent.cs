using IncidentService.Common;
using IncidentService.Common.Origins;

namespace IncidentService.Timeline;

internal static class EventTypes
{
    public const string Opened = "incident.opened";
    public const string Updated = "incident.updated";
    public const string Mismatched = "incident.mismatched";
    public const string MessageReceived = "message.received";
    public const string MessageSent = "message.sent";
    public const string NoteAdded = "note.added";
    public const string Redacted = "timeline.redacted";
    public const string ContactAdded = "contact.added";
    public const string ContactRemoved = "contact.removed";
    public const string ReferenceAdded = "reference.added";
    public const string ReferenceRemoved = "reference.removed";
    public const string InteractionRecorded = "interaction.recorded";
    public const string Merged = "incident.merged";
    public const string Unmerged = "incident.unmerged";
    public const string Resolved = "incident.resolved";
    public const string Disputed = "incident.disputed";
    public const string Reopened = "incident.reopened";
    public const string Closed = "incident.closed";
    public const string HandoffRequested = "handoff.requested";
    public const string HandoffAccepted = "handoff.accepted";
    public const string HandoffWithdrawn = "handoff.withdrawn";
    public const string HandoffOverdue = "handoff.overdue";
    public const string CustomerArrived = "handoff.customer-arrived";
    public const string CustomerTold = "customer.told";
    public const string ApprovalGranted = "approval.granted";
    public const string ApprovalRedeemed = "approval.redeemed";
    public const string RedemptionReversed = "approval.redemption-reversed";
    public const string ApprovalRevoked = "approval.revoked";
    public const string PromiseMade = "promise.made";
    public const string PromisePaused = "promise.paused";
    public const string PromiseResumed = "promise.resumed";
    public const string PromiseOverdue = "promise.overdue";
    public const string PromiseKept = "promise.kept";
    public const string PromiseBroken = "promise.broken";
    public const string PromiseWithdrawn = "promise.withdrawn";
    public const string PromiseAnswered = "promise.answered";
    public const string PermissionGiven = "contact.permission-given";
    public const string OptedOut = "contact.opted-out";
    public const string TrackingLinkCreated = "tracking-link.created";
    public const string TrackingLinkRevoked = "tracking-link.revoked";
    public const string PersonalDataRemoved = "personal-data.removed";

    public static readonly IReadOnlyList<string> All = [.. typeof(EventTypes)
        .GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
        .Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!)];
}

/// <summary>What happened, as ids and facts without personal data.</summary>
internal sealed record Facts
{
    /// <summary>The incident of the approval, promise, hand-off or line that the event is about; or the other incident.</summary>
    public string? Number { get; init; }
    public string? System { get; init; }
    public string? Value { get; init; }
    public string? MessageId { get; init; }
    public bool? Automatic { get; init; }
    public bool? Taught { get; init; }
    public string? Kind { get; init; }
    public int? Contact { get; init; }

    /// <summary>true: the contact is of somebody who is not known to be the customer; on a message, its sender's.</summary>
    public bool? ToConfirm { get; init; }
    public int? Sequence { get; init; }
    public string? Lookup { get; init; }
    public string? Link { get; init; }
    public string? Category { get; init; }
    public string? Team { get; init; }
    public IReadOnlyList<string>? Changed { get; init; }
    public int? Approval { get; init; }
    public int? Promise { get; init; }
    public int? Handoff { get; init; }

    /// <summary>The approvals that this message granted.</summary>
    public IReadOnlyList<int>? Approvals { get; init; }

    /// <summary>The promises that this message made.</summary>
    public IReadOnlyList<int>? Promises { get; init; }
    public string? Transaction { get; init; }
    public string? Item { get; init; }
    public int? Quantity { get; init; }
    public Money? Money { get; init; }
    public string? Policy { get; init; }
    public string? Purpose { get; init; }
    public string? Reason { get; init; }
    public string? State { get; init; }
    public string? By { get; init; }
    public string? To { get; init; }
    public Instant? DueAt { get; init; }
    public bool? Relayed { get; init; }

    /// <summary>Where in the text the earlier messages begin that it quotes, counted in characters from 0.</summary>
    public int? QuotedFrom { get; init; }

    /// <summary>true: its sender sends the same subject again and again, so that the message was held in this incident.</summary>
    public bool? Loop { get; init; }

    /// <summary>true: it quotes the incident's number with one typing error.</summary>
    public bool? Repaired { get; init; }

    /// <summary>true: a signed token names the agent. Otherwise the caller asserts the name.</summary>
    public bool? AgentVerified { get; init; }
}

/// <summary>A file that another system stores. The service keeps only the link or the name, and a digest that verifies the file.</summary>
internal sealed record Attachment
{
    /// <summary>The https address of the file; absent for a file of a mail, which the mail server keeps.</summary>
    public string? Url { get; init; }

    /// <summary>SHA-256 of the file, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    public string? Name { get; init; }
    public string? MediaType { get; init; }

    /// <summary>The size in bytes of a file of a mail.</summary>
    public long? Size { get; init; }
}

/// <summary>An attachment in a request.</summary>
internal sealed record AttachmentRequest
{
    /// <summary>
    /// The pattern of an https URL (RFC 3986), which the contract publishes: host, path and query, fragment; no user name or password.
    /// </summary>
    public const string Address =
        @"^https://[A-Za-z0-9._:\[\]-]+([/?]([!$&-;=?-Z_a-z~]|%[0-9A-Fa-f]{2})*)?(#([!$&-;=?-Z_a-z~]|%[0-9A-Fa-f]{2})*)?$";

    /// <summary>The https address of the file.</summary>
    public required string Url { get; init; }

    /// <summary>SHA-256 of the file, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    public string? Name { get; init; }
    public string? MediaType { get; init; }
}

/// <summary>One event of the append-only timeline as stored: a row of the events table, and its text from the texts table.</summary>
internal sealed class TimelineEvent
{
    public long IncidentId { get; init; }
    public int Sequence { get; init; }
    public long? Position { get; set; }
    public Instant OccurredAt { get; init; }
    public required string Type { get; init; }
    public string? Channel { get; init; }
    public string? Location { get; init; }
    public string? Team { get; init; }
    public long KeyId { get; init; }
    public string? Agent { get; init; }
    public int? Interaction { get; set; }
    public int? WaitSeconds { get; set; }
    public Facts? Facts { get; init; }

    /// <summary>The trace of the request that caused it, as a W3C traceparent, for webhooks; not read back here.</summary>
    public string? TraceParent { get; init; }
    public string? Text { get; init; }
    public IReadOnlyList<Attachment>? Attachments { get; set; }

    /// <summary>The origin of the event, for events that follow from it.</summary>
    public Origin Origin => new(KeyId, Channel!, Location, Team, Agent) { IsAgentVerified = Facts?.AgentVerified == true };
}
