using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Requests;
using IncidentService.Incidents;

namespace IncidentService.Contacts.Permissions;

internal static class Purposes
{
    public const string Survey = "survey";
    public const string Review = "review";
    public const string Marketing = "marketing";
    public const string CourtesyCall = "courtesy-call";
    public static readonly IReadOnlyList<string> All = [Survey, Review, Marketing, CourtesyCall];
}

internal static class PermissionReasons
{
    public const string NoMore = "no-more";
    public const string AskedForThisIncident = "asked-for-this-incident";
    public const string AskedRecently = "asked-recently";
    public static readonly IReadOnlyList<string> All = [NoMore, AskedForThisIncident, AskedRecently];
}

/// <summary>A request for permission to contact a customer without an open question.</summary>
internal sealed record PermissionRequest : IRequest<(CustomerInput Customer, string Purpose)>
{
    /// <summary>A contact of any kind except a name, which proves nothing.</summary>
    public required ContactRequest Contact { get; init; }

    /// <summary>survey, review, marketing or courtesy-call.</summary>
    public required string Purpose { get; init; }

    /// <summary>The number of the incident that it is about, if any.</summary>
    public string? Number { get; init; }

    public (CustomerInput Customer, string Purpose) ToInput(RequestContext context, ValidationErrors errors) =>
        (CustomerInput.Validate(Contact, Number, context.Settings, errors)!,
            errors.ParseOneOf("purpose", Purpose, Purposes.All, required: true)!);
}

/// <summary>The customer has said "no more".</summary>
internal sealed record OptOutRequest : IRequest<CustomerInput>
{
    /// <summary>A contact of any kind except a name, which proves nothing.</summary>
    public required ContactRequest Contact { get; init; }

    /// <summary>The number of the incident in which the customer said so, if any.</summary>
    public string? Number { get; init; }

    public CustomerInput ToInput(RequestContext context, ValidationErrors errors) =>
        CustomerInput.Validate(Contact, Number, context.Settings, errors)!;
}

/// <summary>A validated customer, identified by a contact, and the incident that the request is about, if any.</summary>
internal sealed record CustomerInput(string LookupKey, IncidentNumber? Number)
{
    public static CustomerInput? Validate(ContactRequest contact, string? number, ServiceSettings settings, ValidationErrors errors)
    {
        var input = contact.ParseProof("contact", settings, errors);
        var about = errors.ParseIncidentNumber("number", number);
        return input?.LookupKey is { } key ? new CustomerInput(key, about) : null;
    }
}

/// <summary>Whether the customer may be contacted, and if not, why.</summary>
internal sealed record Permission
{
    public static readonly Permission Given = new() { Allowed = true };

    /// <summary>Whether the customer may be contacted. true counts as contact for later requests.</summary>
    public required bool Allowed { get; init; }

    /// <summary>
    /// no-more: the customer opted out. asked-for-this-incident: there was a survey about this incident. asked-recently: permission was
    /// granted recently, for any purpose and any incident.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>When asked-recently ends. Visible only with the scope read.</summary>
    public Instant? Until { get; init; }

    public static Permission Refused(string reason, Instant? until = null) => new() { Allowed = false, Reason = reason, Until = until };
}

/// <summary>The stored permission state of a contact, found by the contact's hash.</summary>
internal sealed class KnownPermission
{
    public Instant? RefusedAt { get; init; }
    public Instant? AskedAt { get; init; }
}

/// <summary>
/// The rules for contacting customers: never after "no more", one survey per incident, and one contact for any purpose within this time.
/// </summary>
internal sealed record PermissionPolicy(TimeSpan Between, byte[]? HashKey)
{
    public Permission Decide(IReadOnlyList<KnownPermission> known, bool surveyed, Instant now)
    {
        if (known.Any(contact => contact.RefusedAt is not null)) return Permission.Refused(PermissionReasons.NoMore);
        if (surveyed) return Permission.Refused(PermissionReasons.AskedForThisIncident);
        var until = known.Max(contact => contact.AskedAt)?.Plus(Between);
        return until > now ? Permission.Refused(PermissionReasons.AskedRecently, until) : Permission.Given;
    }
}
