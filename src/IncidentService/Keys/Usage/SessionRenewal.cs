using IncidentService.Common;
using IncidentService.Http.Requests;
using IncidentService.Sessions;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Keys.Usage;

/// <summary>Writes when a session was last used: in the background, and at most about once a minute per session.</summary>
internal sealed partial class SessionRenewal(Store store, TimeProvider clock, ILogger<SessionRenewal> logger)
{
    private const string Stream = "text/event-stream";

    /// <summary>A stream, and what a page asks for because of it, is no use by a person: a desk that was left alone signs out.</summary>
    public void Use(BrowserSession session, HttpRequest request)
    {
        var now = Instant.Now(clock);
        if (IsUnattended(request.Headers) || !session.TakeTurnToRenew(now)) return;
        _ = Write(session, now.Plus(-BrowserSession.RenewedAfter));
    }

    private static bool IsUnattended(IHeaderDictionary headers) =>
        headers.Accept.Contains(Stream) || headers.ContainsKey(RequestHeaders.Unattended);

    private async Task Write(BrowserSession session, Instant before)
    {
        try
        {
            await store.Change(
                transaction =>
                {
                    transaction.RenewSession(session.Id, before);
                    return Task.CompletedTask;
                },
                CancellationToken.None);
        }
        catch (Exception exception) // the session is read again within seconds, and then gets another turn
        {
            LogNotWritten(exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of a session could not be written: {Reason}")]
    private partial void LogNotWritten(string reason);
}
