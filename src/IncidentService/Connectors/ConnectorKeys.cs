using IncidentService.Http;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Connectors;

/// <summary>A connector works with an API key as every caller does: what it may do, and for which channel, is the key's.</summary>
internal sealed class ConnectorKeys(Store store, CallerCache callers, TimeProvider clock)
{
    /// <summary>Makes the request one of this key; null where that is unknown, expired or revoked, or serves several channels.</summary>
    public async Task<WriteRequest?> Enter(HttpContext http, string secret)
    {
        if (await ApiKeyAuthentication.FindCaller(secret, store, callers, clock) is not { } caller) return null;
        http.User = caller;
        var request = await WriteRequest.BindAsync(http);
        return request.Problem is null ? request.WithoutCommand() : null;
    }
}
