using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Connectors;

/// <summary>A connector works with an API key as every caller does: what it may do, and for which channel, is the key's.</summary>
internal sealed class ConnectorKeys(Store store, CallerCache callers, TimeProvider clock)
{
    /// <summary>Makes the request one of this key; null where that is unknown, expired or revoked, or serves several channels.</summary>
    public async Task<Call?> Enter(HttpContext http, string secret)
    {
        if (await ApiKeyAuthentication.Recognise(secret, store, callers, clock) is not { } caller) return null;
        http.User = caller;
        var call = await Call.BindAsync(http);
        return call.Refusal is null ? call.WithoutCommand() : null;
    }
}
