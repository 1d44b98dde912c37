using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Hand-offs between channels and teams.</summary>
public sealed class HandoffCalls
{
    private readonly Transport transport;

    internal HandoffCalls(Transport transport) => this.transport = transport;

    /// <summary>Open hand-offs, oldest first. Needs the scope read.</summary>
    public Paged<Handoff> ListWaiting(HandoffFilter? filter = null) =>
        transport.Pages(cursor => Request.Get((filter ?? new()).Address(cursor)), Json.Default.PageHandoff);

    /// <summary>An incident's hand-offs, oldest first. Needs the scope read.</summary>
    public Paged<Handoff> List(IncidentNumber number, int? pageSize = null) =>
        transport.Pages(
            cursor => Request.Get(Address.With(Address.Of(number) + "/handoffs", ("limit", Address.Text(pageSize)), ("cursor", cursor))),
            Json.Default.PageHandoff);

    /// <summary>Creates a hand-off. Needs the scope write.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.HandoffToOneself"/>.</exception>
    public Task<Answer<Handoff>> RequestAsync(
        IncidentNumber number, HandoffRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Address.Of(number) + "/handoffs", request, Json.Default.HandoffRequest, options),
            Json.Default.Handoff,
            cancellationToken);

    /// <summary>A hand-off, by its ordinal. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ItemUnknown"/>.</exception>
    public Task<Answer<Handoff>> GetAsync(
        IncidentNumber number, int handoff, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number, "handoffs", handoff), options), Json.Default.Handoff, cancellationToken);

    /// <summary>Accepts a hand-off. Needs the scope write, and to be the receiver.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.NotTheReceiver"/>, <see
    /// cref="ProblemKind.HandoffWithdrawn"/>.</exception>
    public Task<Answer<Handoff>> AcceptAsync(
        IncidentNumber number, int handoff, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Address.Of(number, "handoffs", handoff) + "/acceptance", options), Json.Default.Handoff, cancellationToken);

    /// <summary>Withdraws a hand-off. Needs the scope write, and to be the sender.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.NotTheSender"/>, <see
    /// cref="ProblemKind.HandoffAccepted"/>.</exception>
    public Task<Answer<Handoff>> WithdrawAsync(
        IncidentNumber number, int handoff, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Address.Of(number, "handoffs", handoff) + "/withdrawal", options), Json.Default.Handoff, cancellationToken);
}
