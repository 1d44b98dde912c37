using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Merges and unmerges incidents.</summary>
public sealed class MergingCalls
{
    private readonly Transport transport;

    internal MergingCalls(Transport transport) => this.transport = transport;

    /// <summary>Merges an incident into another. Both numbers keep working. Needs the scope write.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.AlreadyMerged"/>.</exception>
    public Task<Answer<Card>> MergeAsync(
        IncidentNumber number, MergeRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Address.Of(number) + "/merge", request, Json.Default.MergeRequest, options), Json.Default.Card, cancellationToken);

    /// <summary>Separates a merged incident again. Needs the scope write.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.NotMerged"/>.</exception>
    public Task<Answer<Card>> UnmergeAsync(
        IncidentNumber number, UnmergeRequest? request = null, PostOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Address.Of(number) + "/unmerge", request ?? new UnmergeRequest(), Json.Default.UnmergeRequest, options),
            Json.Default.Card, cancellationToken);
}
