using IncidentService.Changes;
using IncidentService.Keys;

namespace IncidentService.Connectors;

/// <summary>
/// Authenticates connectors. A connector uses an API key like every caller: the key determines its scopes and its channel.
/// </summary>
internal sealed partial class ConnectorKeys(CallerCache callers, ILogger<ConnectorKeys> logger)
{
    /// <summary>
    /// Authenticates the request with the key of this section of the configuration; null, and a line in the log, if the key is unknown,
    /// expired or revoked, serves several channels, or has none of these scopes.
    /// </summary>
    public async Task<WriteRequest?> Enter(HttpContext http, string section, string secret, params string[] scopes)
    {
        if (await Authenticate(http, secret) is { } request && scopes.Any(request.Caller.May)) return request;
        LogUnfit(section, string.Join(" or ", scopes));
        return null;
    }

    private async Task<WriteRequest?> Authenticate(HttpContext http, string secret)
    {
        if (await callers.Find(secret) is not { } caller) return null;
        http.User = caller;
        var request = await WriteRequest.BindAsync(http);
        return request.Problem is null ? request.WithoutCommand() : null;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The key of {Section} is unknown, expired or revoked, serves several channels, or lacks the scope {Scopes}")]
    private partial void LogUnfit(string section, string scopes);
}
