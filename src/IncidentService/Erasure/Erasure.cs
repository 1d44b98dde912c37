using IncidentNumbers;
using IncidentService.Contacts;
using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Storage;

namespace IncidentService.Erasure;

/// <summary>Whose personal data is to go.</summary>
internal sealed record ErasureRequest : IRequest<GivenErasure>
{
    /// <summary>How the customer is known: one of any kind but a name, which proves nothing.</summary>
    public required ContactRequest Contact { get; init; }

    /// <summary>Why, as a short code such as gdpr-17, never in words: the timeline and all subscribers keep it.</summary>
    public string? Reason { get; init; }

    public GivenErasure ToInput(RequestContext request, Faults faults)
    {
        var contact = Contact.ReadProof("contact", request.Settings, faults);
        return new GivenErasure(contact!, faults.Token("reason", Reason));
    }
}

/// <summary>An erasure request, read.</summary>
internal sealed record GivenErasure(GivenContact Contact, string? Reason);

/// <summary>What was removed of a customer. It names incidents, never the customer.</summary>
internal sealed record Erasure
{
    /// <summary>The incidents that lost their personal data, merged ones among them; their numbers keep working. Empty where none knows the customer any more.</summary>
    public required IReadOnlyList<IncidentNumber> Incidents { get; init; }
    public required Instant ErasedAt { get; init; }

    /// <summary>How much was removed.</summary>
    public required Removed Removed { get; init; }
}

/// <summary>How much was removed; all zero where there was nothing left.</summary>
internal sealed record Removed
{
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
