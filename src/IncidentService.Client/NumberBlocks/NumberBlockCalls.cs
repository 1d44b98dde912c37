namespace IncidentService.Client;

/// <summary>
/// Reserves numbers for use without a connection. <see cref="NumberStock"/> stores them; <see cref="IncidentCalls.OpenReservedAsync"/>
/// opens their incidents.
/// </summary>
public sealed class NumberBlockCalls
{
    private readonly Transport transport;

    internal NumberBlockCalls(Transport transport) => this.transport = transport;

    /// <summary>Reserves a block for this key and channel. Needs the scope write.</summary>
    public Task<Answer<NumberBlock>> ReserveAsync(
        NumberBlockRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post("v1/number-blocks", request, Json.Default.NumberBlockRequest, options),
            Json.Default.NumberBlock,
            cancellationToken);

    /// <summary>
    /// The key's blocks, newest first, without their numbers. With the scope admin, the blocks of all keys. Needs the scope write or admin.
    /// </summary>
    public Paged<NumberBlock> List(int? pageSize = null) =>
        transport.Pages(
            cursor => Request.Get(Address.With("v1/number-blocks", ("limit", Address.Text(pageSize)), ("cursor", cursor))),
            Json.Default.PageNumberBlock);

    /// <summary>A block, with the numbers that have no incident yet. Needs the scope write or admin.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.NumberBlockUnknown"/>; also for a block of another key.</exception>
    public Task<NumberBlock> GetAsync(string block, CancellationToken cancellationToken = default) =>
        transport.Read("v1/number-blocks/" + Address.Segment(block), Json.Default.NumberBlock, cancellationToken);
}
