using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Interactions: calls, visits, chats and messages of customers.</summary>
public sealed class InteractionCalls
{
    private readonly Transport transport;

    internal InteractionCalls(Transport transport) => this.transport = transport;

    /// <summary>All interactions, oldest first. Needs the scope read.</summary>
    public Paged<Interaction> List(IncidentNumber number, int? pageSize = null) =>
        transport.Pages(
            cursor =>
                Request.Get(Address.With(Address.Of(number) + "/interactions", ("limit", Address.Text(pageSize)), ("cursor", cursor))),
            Json.Default.PageInteraction);

    /// <summary>Records an interaction. Needs the scope write.</summary>
    public Task<Answer<Interaction>> RecordAsync(
        IncidentNumber number, InteractionRequest? request = null, PostOptions? options = null,
        CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(
                Address.Of(number) + "/interactions", request ?? new InteractionRequest(), Json.Default.InteractionRequest, options),
            Json.Default.Interaction, cancellationToken);

    /// <summary>An interaction, by its ordinal. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ItemUnknown"/>.</exception>
    public Task<Answer<Interaction>> GetAsync(
        IncidentNumber number, int interaction, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number, "interactions", interaction), options), Json.Default.Interaction, cancellationToken);
}
