namespace IncidentService.Client;

/// <summary>Permission to contact customers.</summary>
public sealed class PermissionCalls
{
    private readonly Transport transport;

    internal PermissionCalls(Transport transport) => this.transport = transport;

    /// <summary>Asks for permission. A granted permission counts as contact. Needs the scope write.</summary>
    public Task<Answer<PermissionAnswer>> AskAsync(
        PermissionRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post("v1/contact-permissions", request, Json.Default.PermissionRequest, options),
            Json.Default.PermissionAnswer,
            cancellationToken);

    /// <summary>Records that the customer said "no more". Needs the scope write.</summary>
    public Task<Answer<PermissionAnswer>> OptOutAsync(
        OptOutRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post("v1/contact-permissions/opt-outs", request, Json.Default.OptOutRequest, options),
            Json.Default.PermissionAnswer,
            cancellationToken);
}
