namespace IncidentService.Tests.Storage;

/// <summary>The requests whose query plans are looked at, on each engine. They ask for incident 4711 of a register.</summary>
public static class PlannedRequests
{
    /// <summary>Tables that grow with the incidents.</summary>
    internal static readonly IReadOnlyList<string> LargeTables =
    [
        "numbers", "incidents", "events", "texts", "contacts", "incident_references", "words", "lookups", "promises", "handoffs",
    ];

    /// <summary>Those, and others that grow and that the large register of the tests has no rows of.</summary>
    internal static readonly IReadOnlyList<string> GrowingTables =
    [
        .. LargeTables,
        "messages", "approvals", "redemptions", "commands", "audit_entries", "cards", "outgoing", "deliveries", "tracking_links",
    ];

    public static TheoryData<string> Reads =>
    [
        "incidents",
        "incidents?state=open",
        "incidents?channel=email&category=price-match&team=desk",
        "incidents?openedFrom=2024-06-01T00:00:00Z&openedTo=2024-06-02T00:00:00Z",
        "incidents?waitingOn=us&order=longest-waiting",
        "incidents/{number}",
        "incidents/{number}/status",
        "incidents/{number}/timeline",
        "incidents/{number}/interactions",
        "incidents/{number}/promises",
        "incidents/{number}/handoffs",
        "references?system=zendesk&value=T-4711",
        "handoffs",
        "handoffs?channel=phone",
        "promises",
        "promises?team=desk&state=open",
        "lookups",
        "lookups?outcome=none&answered=false",
        "lookups/shapes",
        "events",
        "events?types=org.incidentservice.message.received",
        "reports/lookups?from=2024-06-01&to=2024-06-07",
        "reports/lookups/shapes?from=2024-06-01&to=2024-06-07",
        "reports/channels?from=2024-06-01&to=2024-06-07",
        "reports/promises?from=2024-06-01&to=2024-06-07",
    ];

    public static TheoryData<string, string> Searches => new()
    {
        { "incidents/search", """{"contact":{"kind":"email","value":"anna4711@example.com"}}""" },
        { "incidents/search", """{"reference":{"system":"zendesk","value":"T-4711"}}""" },
        { "incidents/search", """{"words":"drill w4711"}""" },
        { "lookups", """{"quoted":"{number}"}""" },
        { "lookups", """{"quoted":"{slip}"}""" },
        { "lookups", """{"quoted":"T-4711"}""" },
        { "lookups", """{"quoted":"anna4711@example.com"}""" },
        { "lookups", """{"quoted":"it is about my order","hints":{"email":"anna4711@example.com"},"customerPresent":true}""" },
    };

    /// <summary>With the number of the incident, and with that number mistyped.</summary>
    internal static string For(string number, string request) => request
        .Replace("{number}", number, StringComparison.Ordinal)
        .Replace("{slip}", number[..11] + (char)('0' + (number[11] - '0' + 1) % 10), StringComparison.Ordinal);
}
