namespace IncidentService.Client;

/// <summary>Removal of personal data.</summary>
public sealed class ErasureCalls
{
    private readonly Transport transport;

    internal ErasureCalls(Transport transport) => this.transport = transport;

    /// <summary>Removes all contacts and texts of every incident of a customer; the numbers still resolve. Needs the scope admin.</summary>
    public Task<Answer<Erasure>> EraseAsync(
        ErasureRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post("v1/erasures", request, Json.Default.ErasureRequest, options), Json.Default.Erasure, cancellationToken);
}
