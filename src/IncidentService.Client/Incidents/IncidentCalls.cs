using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Open, read, change, list and search incidents.</summary>
public sealed class IncidentCalls
{
    private readonly Transport transport;

    internal IncidentCalls(Transport transport) => this.transport = transport;

    /// <summary>
    /// Opens an incident with everything that is known about it, in one transaction. Needs the scope write, and approve to grant approvals.
    /// </summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ReferenceHeld"/>: another incident holds a reference.</exception>
    public Task<Answer<Card>> OpenAsync(OpenRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post("v1/incidents", request, Json.Default.OpenRequest, options), Json.Default.Card, cancellationToken);

    /// <summary>
    /// Opens an incident under a number of a block that this channel reserved, even after the block expired. If the incident exists,
    /// returns it unchanged. So a till can repeat the call until it receives a response; only the first request is used. Needs the scope
    /// write.
    /// </summary>
    /// <exception cref="IncidentApiException">
    /// <see cref="ProblemKind.NumberNotReserved"/>, <see cref="ProblemKind.ReservedElsewhere"/>, <see cref="ProblemKind.NumberTaken"/>.
    /// </exception>
    public Task<Answer<Card>> OpenReservedAsync(
        IncidentNumber number, OpenRequest request, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Put(Address.Of(number), request, Json.Default.OpenRequest, options), Json.Default.Card, cancellationToken);

    /// <summary>
    /// Everything known about an incident. For a merged number, returns the incident that it was merged into, with <see
    /// cref="Card.AskedFor"/>. Needs the scope read.
    /// </summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.NumberUnknown"/>: the problem may suggest the number that was
    /// meant.</exception>
    public Task<Answer<Card>> GetAsync(IncidentNumber number, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number), options), Json.Default.Card, cancellationToken);

    /// <summary>State and promise times only. The scope status is enough.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.NumberUnknown"/>.</exception>
    public Task<Answer<IncidentStatus>> GetStatusAsync(
        IncidentNumber number, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number) + "/status", options), Json.Default.IncidentStatus, cancellationToken);

    /// <summary>
    /// Changes subject, category or team. Values that are omitted stay; <see cref="Patched.Nothing"/> removes a value. Needs the scope
    /// write.
    /// </summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.PreconditionFailed"/>: the incident has changed meanwhile.</exception>
    public Task<Answer<Card>> PatchAsync(
        IncidentNumber number, PatchRequest request, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Change(Request.Patch, Address.Of(number), options) with { Body = Request.Render(request, Json.Default.PatchRequest) },
            Json.Default.Card, cancellationToken);

    /// <summary>Incidents, newest first by default. Needs the scope read.</summary>
    public Paged<IncidentSummary> List(IncidentFilter? filter = null) =>
        transport.Pages(cursor => Request.Get((filter ?? new()).Address(cursor)), Json.Default.PageIncidentSummary);

    /// <summary>
    /// Searches by words, contact and reference, and by the filters of the list. The search is sent as a body, because contacts must not
    /// appear in addresses. Needs the scope read.
    /// </summary>
    public Paged<IncidentSummary> Search(SearchRequest request) =>
        transport.Pages(
            cursor => Request.Query(
                "v1/incidents/search", cursor is null ? request : request with { Cursor = cursor }, Json.Default.SearchRequest),
            Json.Default.PageIncidentSummary);
}
