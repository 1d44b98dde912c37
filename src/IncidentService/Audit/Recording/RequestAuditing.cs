using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;

namespace IncidentService.Audit.Recording;

/// <summary>
/// Records requests that no change recorded in its own transaction: reads of customers' data, refusals, and operations outside of a
/// transaction.
/// </summary>
internal static class RequestAuditing
{
    /// <summary>Refusals of these kinds are recorded at every address.</summary>
    private static readonly int[] AlwaysRecorded =
    [
        StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests,
    ];

    /// <summary>Follows the routing, so that it sees what authentication and limits refuse; all before the answer is on its way.</summary>
    public static void UseAudit(this WebApplication app)
    {
        var recorder = app.Services.GetRequiredService<AuditRecorder>();
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                if (http.GetEndpoint() is not null) RecordOutcome(http, recorder);
                return Task.CompletedTask;
            });
            return next(http);
        });
    }

    /// <summary>Records reads, before the response if so configured. A replay counts as a read. It runs next to the handler.</summary>
    public static EndpointFilterDelegate RecordReads(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        var recorder = context.ApplicationServices.GetRequiredService<AuditRecorder>();
        if (!recorder.RecordsReads) return next;
        return async invocation =>
        {
            var answer = await next(invocation);
            if (answer is not IReply { Untyped.IsSuccess: true } shown) return answer;
            var request = AuditedRequest.From(invocation.HttpContext);
            if (!request.IsRead && !shown.Untyped.Replayed) return answer;
            var entry = request.Describe(AuditKinds.Read, shown.Untyped.Status);
            request.IsRecorded = true;
            if (recorder.WaitsForReads) await recorder.Write(entry);
            else recorder.Record(entry);
            return answer;
        };
    }

    private static void RecordOutcome(HttpContext http, AuditRecorder recorder)
    {
        var status = http.Response.StatusCode;
        var changes = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsOptions(http.Request.Method);
        if (status < StatusCodes.Status400BadRequest && !changes) return;
        var request = AuditedRequest.From(http);
        if (request.IsRecorded) return;
        if (status < StatusCodes.Status400BadRequest) RecordSuccess(http, request, recorder);
        else if (AlwaysRecorded.Contains(status)
            || (status < StatusCodes.Status500InternalServerError && request.IsOperation && (changes || request.IsRead)))
            recorder.Record(request.Describe(AuditKinds.Refusal, status));
    }

    /// <summary>Records an operation that did not record its change in its transaction. With reads off, a replay is not recorded.</summary>
    private static void RecordSuccess(HttpContext http, AuditedRequest request, AuditRecorder recorder)
    {
        if (!request.IsOperation || request.IsRead || http.Response.Headers.ContainsKey(HttpReply.ReplayedHeader)) return;
        recorder.Record(request.Describe(AuditKinds.Change, http.Response.StatusCode));
    }
}
