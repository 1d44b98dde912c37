using System.Diagnostics;
using IncidentService.Http;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace IncidentService.Hosting.Connections;

/// <summary>
/// Gives a problem to requests that Kestrel refuses before the service sees them: a path with %00, too many headers, a head that comes too
/// slowly, a version of HTTP that it does not know. Kestrel answers them without a body. It tells of each by a diagnostic event, before
/// its answer has started: the head of the answer is then started here, and the body follows on the connection itself, since no request
/// has begun that could write one.
/// </summary>
internal sealed class MalformedHttp : IObserver<KeyValuePair<string, object?>>
{
    private const string Refused = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    public static void AnswerWithProblems(WebApplication app) =>
        app.Services.GetRequiredService<DiagnosticListener>().Subscribe(new MalformedHttp(), name => name == Refused);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is not { Key: Refused, Value: IFeatureCollection features }
            || features.Get<IBadRequestExceptionFeature>()?.Error is not BadHttpRequestException refusal
            || features.Get<IHttpResponseFeature>() is not { HasStarted: false } response
            || features.Get<IHttpRequestFeature>() is not { } request
            || HttpProtocol.IsHttp2(request.Protocol) || HttpProtocol.IsHttp3(request.Protocol)
            || features.Get<IConnectionTransportFeature>()?.Transport.Output is not { } connection) return;
        var problem = ErrorHandling.ProblemFor(refusal.StatusCode);
        var bytes = problem.Body!;
        response.StatusCode = problem.Status;
        SecurityHeaders.Set(response.Headers);
        (response.Headers.ContentType, response.Headers.ContentLength) = (problem.ContentType, bytes.Length);
        response.Headers.Connection = "close"; // nobody knows where the next request would begin
        var head = features.GetRequiredFeature<IHttpResponseBodyFeature>().StartAsync();
        var body = HttpMethods.IsHead(request.Method) ? default : bytes.AsMemory();
        if (head.IsCompletedSuccessfully) Forget(connection.WriteAsync(body).AsTask());
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    /// <summary>The caller may be gone.</summary>
    private static void Forget(Task sending) => sending.ContinueWith(
        failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
