using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Approvals honoured, exactly once by the till's own transaction id, and taken back.</summary>
public sealed class RedemptionCalls
{
    private readonly Transport transport;

    internal RedemptionCalls(Transport transport) => this.transport = transport;

    /// <summary>
    /// Honours an approval. A till that got no answer repeats it, under the same transaction id: nothing is honoured twice. Needs the scope redeem.
    /// </summary>
    /// <exception cref="IncidentApiException">
    /// Do not honour it: <see cref="ProblemKind.ApprovalExhausted"/>, <see cref="ProblemKind.ApprovalExpired"/>, <see cref="ProblemKind.ApprovalRevoked"/>,
    /// <see cref="ProblemKind.ApprovalNotHere"/>, <see cref="ProblemKind.ApprovalNotYetValid"/>, <see cref="ProblemKind.OwnGrant"/>,
    /// <see cref="ProblemKind.DoesNotFit"/>, <see cref="ProblemKind.RedemptionDiffers"/>.
    /// </exception>
    public Task<Answer<Redemption>> RedeemAsync(
        IncidentNumber number, int approval, string transaction, RedemptionRequest request, ChangeOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(Request.Put(Of(number, approval, transaction), request, Json.Default.RedemptionRequest, options), Json.Default.Redemption, cancellationToken);

    /// <summary>A redemption, by its transaction. Needs the scope read or redeem.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ItemUnknown"/>.</exception>
    public Task<Answer<Redemption>> GetAsync(
        IncidentNumber number, int approval, string transaction, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Of(number, approval, transaction), options), Json.Default.Redemption, cancellationToken);

    /// <summary>Takes a redemption back, once; one that comes first blocks it. Needs the scope redeem.</summary>
    public Task<Answer<Redemption>> ReverseAsync(
        IncidentNumber number, int approval, string transaction, ReversalRequest? request = null, PostOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Of(number, approval, transaction) + "/reversal", request ?? new ReversalRequest(), Json.Default.ReversalRequest, options),
            Json.Default.Redemption, cancellationToken);

    private static string Of(IncidentNumber number, int approval, string transaction) =>
        $"{Address.Of(number)}/approvals/{Address.Text(approval)}/redemptions/{Address.Segment(transaction)}";
}
