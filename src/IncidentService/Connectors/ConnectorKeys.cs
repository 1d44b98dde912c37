using IncidentService.Changes;
using IncidentService.Keys;

namespace IncidentService.Connectors;

/// <summary>
/// Authenticates connectors. A connector uses an API key like every caller: the key determines its scopes and its channel.
/// </summary>
internal sealed class ConnectorKeys(CallerCache callers)
{
    /// <summary>
    /// Authenticates the request with this key; null if the key is unknown, expired or revoked, or serves several channels.
    /// </summary>
    public async Task<WriteRequest?> Enter(HttpContext http, string secret)
    {
        if (await callers.Find(secret) is not { } caller) return null;
        http.User = caller;
        var request = await WriteRequest.BindAsync(http);
        return request.Problem is null ? request.WithoutCommand() : null;
    }
}
