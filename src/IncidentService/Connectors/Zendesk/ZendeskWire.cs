namespace IncidentService.Connectors.Zendesk;

/// <summary>The response to GET /api/v2/users/{id}.json. Only the fields that are used.</summary>
internal sealed record ZendeskUserAnswer(ZendeskUser? User);

/// <summary>A user; the role is end-user, agent or admin.</summary>
internal sealed record ZendeskUser(string? Email, string? Role, string? Name);

/// <summary>The response to GET /api/v2/tickets/{id}/comments. Only the fields that are used.</summary>
internal sealed record ZendeskComments(IReadOnlyList<ZendeskWrittenComment>? Comments);

internal sealed record ZendeskWrittenComment(string? Body, bool Public);

/// <summary>PUT /api/v2/tickets/{id}.json. Fields that are omitted stay unchanged.</summary>
internal sealed record ZendeskTicketUpdate(ZendeskTicketChange Ticket);

internal sealed record ZendeskTicketChange
{
    public ZendeskWrittenComment? Comment { get; init; }
    public IReadOnlyList<ZendeskField>? CustomFields { get; init; }
}

internal sealed record ZendeskField(long Id, string Value);

/// <summary>PUT /api/v2/tickets/{id}/tags.json. Adds these tags and keeps the existing ones.</summary>
internal sealed record ZendeskTags(IReadOnlyList<string> Tags);
