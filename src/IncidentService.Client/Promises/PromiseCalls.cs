using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Promises: what customers were told will happen, and when.</summary>
public sealed class PromiseCalls
{
    private readonly Transport transport;

    internal PromiseCalls(Transport transport) => this.transport = transport;

    /// <summary>Makes a promise. Needs the scope write.</summary>
    public Task<Answer<Promise>> MakeAsync(
        IncidentNumber number, PromiseRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Address.Of(number) + "/promises", request, Json.Default.PromiseRequest, options),
            Json.Default.Promise,
            cancellationToken);

    /// <summary>An incident's promises, oldest first. Needs the scope read.</summary>
    public Paged<Promise> List(IncidentNumber number, int? pageSize = null) =>
        transport.Pages(
            cursor => Request.Get(Address.With(Address.Of(number) + "/promises", ("limit", Address.Text(pageSize)), ("cursor", cursor))),
            Json.Default.PagePromise);

    /// <summary>A promise, by its ordinal. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ItemUnknown"/>.</exception>
    public Task<Answer<Promise>> GetAsync(
        IncidentNumber number, int promise, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number, "promises", promise), options), Json.Default.Promise, cancellationToken);

    /// <summary>Records the outcome of a promise. Needs the scope write.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.PromiseSettled"/>: it has a different outcome.</exception>
    public Task<Answer<Promise>> SettleAsync(
        IncidentNumber number, int promise, PromiseOutcomeRequest request, ChangeOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Put(Address.Of(number, "promises", promise) + "/outcome", request, Json.Default.PromiseOutcomeRequest, options),
            Json.Default.Promise, cancellationToken);

    /// <summary>When the promises of a configured SLA policy would be due. Stores nothing. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.NotFound"/>: no policy has this name.</exception>
    public Task<SlaPreview> PreviewPolicyAsync(
        string policy, DateTimeOffset? opened = null, CancellationToken cancellationToken = default) =>
        transport.Read(
            Address.With($"v1/sla-policies/{Address.Segment(policy)}/preview", ("opened", Address.Text(opened))), Json.Default.SlaPreview,
            cancellationToken);

    /// <summary>Promises of all incidents that nobody has answered for, the most urgent first. Needs the scope read.</summary>
    public Paged<Promise> ListAll(PromiseFilter? filter = null) =>
        transport.Pages(cursor => Request.Get((filter ?? new()).Address(cursor)), Json.Default.PagePromise);
}
