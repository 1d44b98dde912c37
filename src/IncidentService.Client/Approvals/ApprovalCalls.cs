using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Approvals: what tills and reps may honour.</summary>
public sealed class ApprovalCalls
{
    private readonly Transport transport;

    internal ApprovalCalls(Transport transport) => this.transport = transport;

    /// <summary>All approvals of an incident and of those merged into it. Needs the scope read or redeem.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.NumberUnknown"/>.</exception>
    public Task<Answer<ApprovalList>> ListAsync(
        IncidentNumber number, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number) + "/approvals", options), Json.Default.ApprovalList, cancellationToken);

    /// <summary>Grants an approval. Needs the scope approve.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.GrantTooLarge"/>, <see
    /// cref="ProblemKind.DayMaximumReached"/>.</exception>
    public Task<Answer<Approval>> GrantAsync(
        IncidentNumber number, ApprovalRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Address.Of(number) + "/approvals", request, Json.Default.ApprovalRequest, options),
            Json.Default.Approval,
            cancellationToken);

    /// <summary>An approval, by its ordinal. Needs the scope read or redeem.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ItemUnknown"/>.</exception>
    public Task<Answer<Approval>> GetAsync(
        IncidentNumber number, int approval, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number, "approvals", approval), options), Json.Default.Approval, cancellationToken);

    /// <summary>Revokes an approval: it can no longer be redeemed. Needs the scope approve.</summary>
    public Task<Answer<Approval>> RevokeAsync(
        IncidentNumber number, int approval, RevocationRequest? request = null, PostOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(
                Address.Of(number, "approvals", approval) + "/revocation",
                request ?? new RevocationRequest(),
                Json.Default.RevocationRequest,
                options),
            Json.Default.Approval, cancellationToken);
}
