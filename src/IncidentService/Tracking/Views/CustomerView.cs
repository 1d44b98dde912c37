using IncidentNumbers;
using IncidentService.Common;

namespace IncidentService.Tracking.Views;

/// <summary>What the customer's page shows once it is open.</summary>
internal sealed record CustomerView
{
    /// <summary>Authorizes further calls of the page, as `Authorization: Bearer`. Revoking the link or the contact ends it.</summary>
    public required string Token { get; init; }

    /// <summary>When the page has to be opened again.</summary>
    public required Instant ExpiresAt { get; init; }

    public required CustomerIncident Incident { get; init; }

    /// <summary>The other open incidents of the customer, if a link proved who the customer is.</summary>
    public required IReadOnlyList<CustomerSummary> Others { get; init; }
}

/// <summary>One of several problems of a customer.</summary>
internal sealed record CustomerSummary
{
    public required IncidentNumber Number { get; init; }
    public required string Formatted { get; init; }
    public string? Subject { get; init; }
    public required string State { get; init; }
    public required string WaitingOn { get; init; }
    public required Instant OpenedAt { get; init; }

    /// <summary>One line per problem. Merged incidents are listed once, under the survivor's number if it is the customer's.</summary>
    public static IReadOnlyList<CustomerSummary> From(IReadOnlyList<ContactIncident> incidents, long shown) =>
        [.. incidents.GroupBy(incident => incident.SurvivorId)
            .Where(problem => problem.Key != shown)
            .Select(problem => From(problem.FirstOrDefault(incident => incident.Id == problem.Key) ?? problem.First()))];

    private static CustomerSummary From(ContactIncident incident) => new()
    {
        Number = incident.Number,
        Formatted = incident.Number.Formatted,
        Subject = incident.Subject,
        State = incident.State,
        WaitingOn = incident.WaitingOn,
        OpenedAt = incident.OpenedAt,
    };
}
