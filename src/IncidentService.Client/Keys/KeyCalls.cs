namespace IncidentService.Client;

/// <summary>API keys. Needs the scope admin.</summary>
public sealed class KeyCalls
{
    private readonly Transport transport;

    internal KeyCalls(Transport transport) => this.transport = transport;

    /// <summary>Creates a key. <see cref="ApiKey.Key"/> is shown only once; a replay after a lost response does not show it.</summary>
    public Task<Answer<ApiKey>> CreateAsync(
        KeyRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post("v1/keys", request, Json.Default.KeyRequest, options), Json.Default.ApiKey, cancellationToken);

    /// <summary>All keys, including revoked ones.</summary>
    public Task<KeyList> ListAsync(CancellationToken cancellationToken = default) =>
        transport.Read("v1/keys", Json.Default.KeyList, cancellationToken);

    /// <summary>A key, by its id.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.KeyUnknown"/>.</exception>
    public Task<ApiKey> GetAsync(string key, CancellationToken cancellationToken = default) =>
        transport.Read("v1/keys/" + Address.Segment(key), Json.Default.ApiKey, cancellationToken);

    /// <summary>
    /// Replaces a key. <see cref="ApiKey.Key"/> is shown only once; the former key works until <see cref="ApiKey.FormerUntil"/>.
    /// </summary>
    /// <exception cref="IncidentApiException">
    /// <see cref="ProblemKind.KeyUnknown"/>, <see cref="ProblemKind.KeyNotReplaceable"/>.
    /// </exception>
    public Task<Answer<ApiKey>> RotateAsync(
        string key, RotationRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post($"v1/keys/{Address.Segment(key)}/rotation", request, Json.Default.RotationRequest, options), Json.Default.ApiKey,
            cancellationToken);

    /// <summary>Revokes a key. It stops working immediately.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.KeyUnknown"/>.</exception>
    public Task RevokeAsync(string key, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Change(HttpMethod.Delete, "v1/keys/" + Address.Segment(key), options), cancellationToken);
}
