using System.Diagnostics;
using IncidentService.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IncidentService.Hosting.Connections;

/// <summary>
/// Gives a problem to requests that Kestrel refuses before the service sees them, such as a path with %00, too many headers, or a head that
/// comes too slowly. Kestrel itself answers them without a body, and tells of them by a diagnostic event, before its answer has started.
/// </summary>
internal sealed class MalformedHttp : IObserver<KeyValuePair<string, object?>>
{
    private const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    public static void AnswerWithProblems(WebApplication app) =>
        app.Services.GetRequiredService<DiagnosticListener>().Subscribe(new MalformedHttp(), name => name == BadRequest);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is not { Key: BadRequest, Value: IFeatureCollection features }
            || features.Get<IHttpResponseFeature>() is not { HasStarted: false } response
            || features.Get<IHttpResponseBodyFeature>() is not { Writer: { } body }) return;
        var problem = ErrorHandling.ProblemFor(response.StatusCode);
        var bytes = problem.Body!;
        response.StatusCode = problem.Status;
        SecurityHeaders.Set(response.Headers);
        (response.Headers.ContentType, response.Headers.ContentLength) = (problem.ContentType, bytes.Length);
        response.Headers.Connection = "close"; // Kestrel does, since nobody knows where the next request would begin
        body.WriteAsync(bytes).AsTask().ContinueWith(
            written => _ = written.Exception, TaskScheduler.Default); // the caller may be gone
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
