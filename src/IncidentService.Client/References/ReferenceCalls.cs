using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>References: the identifiers of other systems.</summary>
public sealed class ReferenceCalls
{
    private readonly Transport transport;

    internal ReferenceCalls(Transport transport) => this.transport = transport;

    /// <summary>Adds a reference to an incident. Needs the scope write.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ReferenceHeld"/>: <see cref="Problem.Holder"/> has it.</exception>
    public Task<Answer<CardReference>> PutAsync(
        IncidentNumber number, string system, string value, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Change(HttpMethod.Put, Of(number, system, value), options), Json.Default.CardReference, cancellationToken);

    /// <summary>A reference of an incident. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ReferenceUnknown"/>.</exception>
    public Task<Answer<CardReference>> GetAsync(
        IncidentNumber number, string system, string value, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Of(number, system, value), options), Json.Default.CardReference, cancellationToken);

    /// <summary>Removes a reference. Needs the scope write.</summary>
    public Task RemoveAsync(
        IncidentNumber number, string system, string value, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Change(HttpMethod.Delete, Of(number, system, value), options), cancellationToken);

    /// <summary>All incidents with a reference. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ReferenceUnknown"/>.</exception>
    public Task<ReferenceMatches> FindAsync(string system, string value, CancellationToken cancellationToken = default) =>
        transport.Read(Of(system, value), Json.Default.ReferenceMatches, cancellationToken);

    /// <summary>The incident with this reference, or a new one. Of concurrent calls, only one opens it. Needs the scope write.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ReferenceShared"/>: several incidents may have it.</exception>
    public Task<Answer<Card>> FindOrOpenAsync(
        string system, string value, OpenRequest request, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Put(Of(system, value), request, Json.Default.OpenRequest, options), Json.Default.Card, cancellationToken);

    private static string Of(IncidentNumber number, string system, string value) =>
        $"{Address.Of(number)}/references/{Address.Segment(system)}/{Address.Segment(value)}";

    private static string Of(string system, string value) => Address.With("v1/references", ("system", system), ("value", value));
}
