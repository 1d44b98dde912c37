using System.Globalization;
using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Http.Requests;
using IncidentService.Incidents;

namespace IncidentService.Tracking.Links;

/// <summary>A personal link to the customer's page.</summary>
internal sealed record TrackingLinkRequest : IRequest<TrackingLinkInput>
{
    /// <summary>
    /// The contact of the incident that the link is sent to: an e-mail address, a phone number or a handle. Whoever follows the link has
    /// received it there, so the page also lists the other open incidents with this contact. Without it, the page shows this incident only.
    /// </summary>
    public ContactRequest? Contact { get; init; }

    /// <summary>The RFC 3339 time until which the link works, at most 180 days ahead; 30 days by default.</summary>
    public string? ExpiresAt { get; init; }

    public TrackingLinkInput ToInput(RequestContext context, ValidationErrors errors)
    {
        var contact = Contact?.ParseProof("contact", context.Settings, errors);
        if (contact is { Kind: ContactKinds.Loyalty })
            errors.Add("contact.kind", "must be email, phone or handle: to a loyalty number nothing can be sent");
        return new TrackingLinkInput(contact, errors.ParseInstant("expiresAt", ExpiresAt));
    }
}

/// <summary>A validated request for a personal link.</summary>
internal sealed record TrackingLinkInput(ContactInput? Contact, Instant? ExpiresAt)
{
    private static readonly TimeSpan Default = TimeSpan.FromDays(30);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(Limits.LinkDays);

    /// <summary>Validates the expiry against the time of the creation; null if it is valid.</summary>
    public Problem? ValidateTimes(Instant now) => ExpiresAt switch
    {
        { } at when at <= now => Problem.Invalid(new FieldFault("expiresAt", "has passed already")),
        { } at when at > now.Plus(Longest) => Problem.Invalid(new FieldFault("expiresAt", $"must be at most {Limits.LinkDays} days ahead")),
        _ => null,
    };

    public TrackingLink Create(ChangeContext change, Incident incident, Contact? contact) => new()
    {
        Id = change.Transaction.NewId(),
        IncidentId = incident.Id,
        ContactId = contact?.IncidentId,
        ContactOrdinal = contact?.Ordinal,
        ContactKey = contact?.LookupKey,
        KeyId = change.Origin.KeyId,
        Channel = change.Origin.Channel,
        Agent = change.Origin.Agent,
        CreatedAt = change.Now,
        ExpiresAt = ExpiresAt ?? change.Now.Plus(Default),
    };
}

/// <summary>A personal link as stored. Its token is not stored, and its contact is that of an incident.</summary>
internal sealed class TrackingLink
{
    public long Id { get; init; }
    public long IncidentId { get; init; }
    public long? ContactId { get; init; }
    public int? ContactOrdinal { get; init; }

    /// <summary>Loaded by a join: null for a link without a contact, and once the contact was removed.</summary>
    public string? ContactKey { get; init; }
    public long KeyId { get; init; }
    public required string Channel { get; init; }
    public string? Agent { get; init; }
    public Instant CreatedAt { get; init; }
    public Instant ExpiresAt { get; init; }
    public Instant? RevokedAt { get; set; }

    /// <summary>Whether it opens the page: it is neither revoked nor expired, and the contact that it was made for still exists.</summary>
    public bool IsUsable(Instant now) => RevokedAt is null && ExpiresAt > now && (ContactId is null || ContactKey is not null);
}

/// <summary>A personal link to the customer's page.</summary>
internal sealed record TrackingLinkView
{
    public required string Id { get; init; }

    /// <summary>The incident for which it was made.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>
    /// The link itself, only in the response that creates it. Send it to the customer and keep it nowhere: only its hash is stored.
    /// </summary>
    public string? Url { get; init; }

    /// <summary>The contact that it was made for; absent if it shows this incident only.</summary>
    public TrackingLinkContact? Contact { get; init; }
    public required string Channel { get; init; }
    public string? Agent { get; init; }
    public required Instant CreatedAt { get; init; }
    public required Instant ExpiresAt { get; init; }
    public Instant? RevokedAt { get; init; }

    /// <summary>The contact of a link belongs to the incident or to one of its merge group; of another one it is not shown.</summary>
    public static TrackingLinkView From(TrackingLink link, Func<long, IncidentNumber?> numberOf, string? url = null) => new()
    {
        Id = link.Id.ToString(CultureInfo.InvariantCulture),
        Number = numberOf(link.IncidentId)!.Value,
        Url = url,
        Contact = link.ContactId is { } owner && numberOf(owner) is { } number
            ? new TrackingLinkContact { Number = number, Id = link.ContactOrdinal!.Value }
            : null,
        Channel = link.Channel,
        Agent = link.Agent,
        CreatedAt = link.CreatedAt,
        ExpiresAt = link.ExpiresAt,
        RevokedAt = link.RevokedAt,
    };
}

/// <summary>The address of a contact: its incident, and its ordinal there.</summary>
internal sealed record TrackingLinkContact
{
    /// <summary>The incident that the contact belongs to.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The contact's ordinal within that incident.</summary>
    public required int Id { get; init; }
}

/// <summary>The links of an incident and of those merged into it, newest first.</summary>
internal sealed record TrackingLinkList(IReadOnlyList<TrackingLinkView> Items);
