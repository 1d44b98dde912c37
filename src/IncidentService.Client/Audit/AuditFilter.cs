using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Selects entries of the audit trail. Filters that are omitted do not restrict the list.</summary>
public sealed record AuditFilter
{
    /// <summary>The requested number of the incident.</summary>
    public IncidentNumber? Number { get; init; }

    /// <summary>The id of the key.</summary>
    public string? Key { get; init; }

    /// <summary>Entries since this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Entries before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public int? PageSize { get; init; }

    internal string Address(string? cursor) => Client.Address.With(
        "v1/audit",
        ("number", Number?.ToString()), ("key", Key), ("from", Client.Address.Text(From)), ("until", Client.Address.Text(Until)),
        ("limit", Client.Address.Text(PageSize)), ("cursor", cursor));
}
