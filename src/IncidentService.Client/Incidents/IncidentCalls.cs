using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Open, read, change, list and search incidents.</summary>
public sealed class IncidentCalls
{
    private readonly Transport transport;

    internal IncidentCalls(Transport transport) => this.transport = transport;

    /// <summary>Opens an incident, and takes all that is known of it in the same transaction. Needs the scope write, and approve where it grants.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ReferenceHeld"/>: another incident holds a reference.</exception>
    public Task<Answer<Card>> OpenAsync(OpenRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post("v1/incidents", request, Json.Default.OpenRequest, options), Json.Default.Card, cancellationToken);

    /// <summary>
    /// Opens an incident under a number of a block that this channel reserved, even after it has expired; afterwards answers it as it is. So a till repeats it
    /// until it hears, and what it sends is used the first time only. Needs the scope write.
    /// </summary>
    /// <exception cref="IncidentApiException">
    /// <see cref="ProblemKind.NumberNotReserved"/>, <see cref="ProblemKind.ReservedElsewhere"/>, <see cref="ProblemKind.NumberTaken"/>.
    /// </exception>
    public Task<Answer<Card>> OpenReservedAsync(
        IncidentNumber number, OpenRequest request, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Put(Address.Of(number), request, Json.Default.OpenRequest, options), Json.Default.Card, cancellationToken);

    /// <summary>
    /// Everything known of an incident. A number that was merged answers with the survivor, whose <see cref="Card.AskedFor"/> says so. Needs the scope
    /// read.
    /// </summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.NumberUnknown"/>: the problem may have a number that was meant, by its digits alone.</exception>
    public Task<Answer<Card>> GetAsync(IncidentNumber number, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number), options), Json.Default.Card, cancellationToken);

    /// <summary>State and promise times only. The scope status is enough.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.NumberUnknown"/>.</exception>
    public Task<Answer<IncidentStatus>> GetStatusAsync(IncidentNumber number, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number) + "/status", options), Json.Default.IncidentStatus, cancellationToken);

    /// <summary>Changes subject, category or team: what is not named stays, <see cref="Patched.Nothing"/> takes away. Needs the scope write.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.PreconditionFailed"/>: it has changed meanwhile.</exception>
    public Task<Answer<Card>> PatchAsync(IncidentNumber number, PatchRequest request, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Change(Request.Patch, Address.Of(number), options) with { Body = Request.Render(request, Json.Default.PatchRequest) },
            Json.Default.Card, cancellationToken);

    /// <summary>Incidents, newest first unless another order is asked for. Needs the scope read.</summary>
    public Paged<IncidentSummary> List(IncidentFilter? filter = null) =>
        transport.Pages(cursor => Request.Get((filter ?? new()).Address(cursor)), Json.Default.PageIncidentSummary);

    /// <summary>
    /// Searches by words, contact and reference besides what the list takes: in a body, for contacts never travel in an address. Needs the scope read.
    /// </summary>
    public Paged<IncidentSummary> Search(SearchRequest request) =>
        transport.Pages(
            cursor => Request.Query("v1/incidents/search", cursor is null ? request : request with { Cursor = cursor }, Json.Default.SearchRequest),
            Json.Default.PageIncidentSummary);
}
