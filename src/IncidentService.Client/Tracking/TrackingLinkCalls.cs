using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Personal links to the page where a customer follows an incident and answers.</summary>
public sealed class TrackingLinkCalls
{
    private readonly Transport transport;

    internal TrackingLinkCalls(Transport transport) => this.transport = transport;

    /// <summary>
    /// Creates a link. The answer holds it whole, once; a repeat with the same idempotency key is refused. Needs the scope write.
    /// </summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.TooManyItems"/>, <see cref="ProblemKind.ReplayErased"/>.</exception>
    public Task<Answer<TrackingLink>> CreateAsync(
        IncidentNumber number, TrackingLinkRequest? request = null, PostOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(
                Address.Of(number) + "/tracking-links", request ?? new TrackingLinkRequest(), Json.Default.TrackingLinkRequest, options),
            Json.Default.TrackingLink, cancellationToken);

    /// <summary>The links of an incident and of those merged into it, newest first, without their tokens. Needs the scope read.</summary>
    public Task<Answer<TrackingLinkList>> ListAsync(
        IncidentNumber number, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number) + "/tracking-links", options), Json.Default.TrackingLinkList, cancellationToken);

    /// <summary>A link by its id, without its token. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.TrackingLinkUnknown"/>.</exception>
    public Task<Answer<TrackingLink>> GetAsync(
        IncidentNumber number, string link, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(AddressOf(number, link), options), Json.Default.TrackingLink, cancellationToken);

    /// <summary>Revokes a link: it stops working at once. Needs the scope write.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.TrackingLinkUnknown"/>.</exception>
    public Task RevokeAsync(
        IncidentNumber number, string link, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Change(HttpMethod.Delete, AddressOf(number, link), options), cancellationToken);

    private static string AddressOf(IncidentNumber number, string link) => $"{Address.Of(number)}/tracking-links/{Address.Segment(link)}";
}
