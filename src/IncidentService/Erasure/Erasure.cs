using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Http.Requests;
using IncidentService.Incidents;

namespace IncidentService.Erasure;

/// <summary>The customer whose personal data is to be removed.</summary>
internal sealed record ErasureRequest : IRequest<ErasureInput>
{
    /// <summary>The contact of the customer, of any kind except a name, which proves nothing.</summary>
    public required ContactRequest Contact { get; init; }

    /// <summary>The reason as a short code such as gdpr-17, never as free text: the timeline and all subscribers keep it.</summary>
    public string? Reason { get; init; }

    public ErasureInput ToInput(RequestContext context, ValidationErrors errors)
    {
        var contact = Contact.ParseProof("contact", context.Settings, errors);
        return new ErasureInput(contact!, errors.ParseToken("reason", Reason));
    }
}

/// <summary>A validated erasure request.</summary>
internal sealed record ErasureInput(ContactInput Contact, string? Reason);

/// <summary>What was removed. It names incidents, never the customer.</summary>
internal sealed record Erasure
{
    /// <summary>
    /// The incidents whose personal data was removed, including merged ones. Their numbers keep working. Empty if no incident has the
    /// contact any more.
    /// </summary>
    public required IReadOnlyList<IncidentNumber> Incidents { get; init; }
    public required Instant ErasedAt { get; init; }

    /// <summary>How much was removed.</summary>
    public required Removed Removed { get; init; }
}

/// <summary>The number of removed items; all zero if there was nothing left.</summary>
internal sealed record Removed
{
    public required int Contacts { get; init; }

    /// <summary>Subjects, messages, notes and reasons: all texts, with their attachments.</summary>
    public required int Texts { get; init; }

    /// <summary>References that were taught, or that are or contain a contact.</summary>
    public required int References { get; init; }

    /// <summary>Lookups that kept what the customer quoted.</summary>
    public required int Lookups { get; init; }

    /// <summary>Responses that were stored for retries.</summary>
    public required int Replies { get; init; }

    public static Removed operator +(Removed one, Removed other) => new()
    {
        Contacts = one.Contacts + other.Contacts,
        Texts = one.Texts + other.Texts,
        References = one.References + other.References,
        Lookups = one.Lookups + other.Lookups,
        Replies = one.Replies + other.Replies,
    };
}
