using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Resolves incidents, and records the customer's confirmation or dispute.</summary>
public sealed class ResolutionCalls
{
    private readonly Transport transport;

    internal ResolutionCalls(Transport transport) => this.transport = transport;

    /// <summary>Resolves an incident. Needs the scope write.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.AlreadyResolved"/>.</exception>
    public Task<Answer<Card>> ResolveAsync(
        IncidentNumber number, ResolutionRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Address.Of(number) + "/resolution", request, Json.Default.ResolutionRequest, options),
            Json.Default.Card,
            cancellationToken);

    /// <summary>Records that the customer confirms it. Needs the scope write, and another person than the one who resolved it.</summary>
    /// <exception cref="IncidentApiException">
    /// <see cref="ProblemKind.NotResolved"/>, <see cref="ProblemKind.ResolverCannotConfirm"/>, <see cref="ProblemKind.PromiseOverdue"/>.
    /// </exception>
    public Task<Answer<Card>> ConfirmAsync(
        IncidentNumber number, ConfirmationRequest? request = null, PostOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(
                Address.Of(number) + "/confirmation", request ?? new ConfirmationRequest(), Json.Default.ConfirmationRequest, options),
            Json.Default.Card, cancellationToken);

    /// <summary>Records that the customer disputes it. The incident is open again, under the same number. Needs the scope write.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.NotResolved"/>.</exception>
    public Task<Answer<Card>> DisputeAsync(
        IncidentNumber number, DisputeRequest? request = null, PostOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Address.Of(number) + "/dispute", request ?? new DisputeRequest(), Json.Default.DisputeRequest, options),
            Json.Default.Card, cancellationToken);
}
