namespace IncidentService.Connectors.Zendesk;

/// <summary>GET /api/v2/users/{id}.json, as far as it is read.</summary>
internal sealed record ZendeskUserAnswer(ZendeskUser? User);

internal sealed record ZendeskUser(string? Email);

/// <summary>GET /api/v2/tickets/{id}/comments, as far as it is read.</summary>
internal sealed record ZendeskComments(IReadOnlyList<ZendeskWrittenComment>? Comments);

internal sealed record ZendeskWrittenComment(string? Body, bool Public);

/// <summary>PUT /api/v2/tickets/{id}.json: what is not named stays.</summary>
internal sealed record ZendeskTicketUpdate(ZendeskTicketChange Ticket);

internal sealed record ZendeskTicketChange
{
    public ZendeskWrittenComment? Comment { get; init; }
    public IReadOnlyList<ZendeskField>? CustomFields { get; init; }
}

internal sealed record ZendeskField(long Id, string Value);

/// <summary>PUT /api/v2/tickets/{id}/tags.json: adds these, and leaves those that are there.</summary>
internal sealed record ZendeskTags(IReadOnlyList<string> Tags);
