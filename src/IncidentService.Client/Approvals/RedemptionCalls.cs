using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Redeems approvals, exactly once per transaction id of the till, and reverses redemptions.</summary>
public sealed class RedemptionCalls
{
    private readonly Transport transport;

    internal RedemptionCalls(Transport transport) => this.transport = transport;

    /// <summary>
    /// Redeems an approval. A till that received no response repeats the call with the same transaction id: nothing is redeemed twice.
    /// Needs the scope redeem.
    /// </summary>
    /// <exception cref="IncidentApiException">
    /// Do not honour it: <see cref="ProblemKind.ApprovalExhausted"/>, <see cref="ProblemKind.ApprovalExpired"/>, <see
    /// cref="ProblemKind.ApprovalRevoked"/>,
    /// <see cref="ProblemKind.ApprovalNotHere"/>, <see cref="ProblemKind.ApprovalNotYetValid"/>, <see cref="ProblemKind.OwnGrant"/>,
    /// <see cref="ProblemKind.DoesNotFit"/>, <see cref="ProblemKind.RedemptionDiffers"/>.
    /// </exception>
    public Task<Answer<Redemption>> RedeemAsync(
        IncidentNumber number, int approval, string transaction, RedemptionRequest request, ChangeOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Put(Of(number, approval, transaction), request, Json.Default.RedemptionRequest, options),
            Json.Default.Redemption,
            cancellationToken);

    /// <summary>A redemption, by its transaction id. Needs the scope read or redeem.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ItemUnknown"/>.</exception>
    public Task<Answer<Redemption>> GetAsync(
        IncidentNumber number, int approval, string transaction, ReadOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Of(number, approval, transaction), options), Json.Default.Redemption, cancellationToken);

    /// <summary>
    /// Reverses a redemption, once. A reversal that arrives before its redemption blocks the redemption. Needs the scope redeem.
    /// </summary>
    public Task<Answer<Redemption>> ReverseAsync(
        IncidentNumber number, int approval, string transaction, ReversalRequest? request = null, PostOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(
                Of(number, approval, transaction) + "/reversal", request ?? new ReversalRequest(), Json.Default.ReversalRequest, options),
            Json.Default.Redemption, cancellationToken);

    private static string Of(IncidentNumber number, int approval, string transaction) =>
        $"{Address.Of(number)}/approvals/{Address.Text(approval)}/redemptions/{Address.Segment(transaction)}";
}
