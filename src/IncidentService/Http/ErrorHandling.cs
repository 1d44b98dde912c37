using System.Data.Common;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace IncidentService.Http;

/// <summary>
/// Turns errors outside of handlers into problems: unknown routes and methods, malformed HTTP, store failures and unexpected exceptions.
/// </summary>
internal static partial class ErrorHandling
{
    private static readonly object Head = new();

    public static void UseProblems(this WebApplication app)
    {
        app.Use(RunHeadAsGet);
        app.Use(SetCommonHeaders);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            SuppressDiagnosticsCallback = context => IsExpected(context.Exception),
            ExceptionHandler = http =>
            {
                SecurityHeaders.Set(http);
                return ProblemFor(http, http.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error).ExecuteAsync(http);
            },
        });
        app.UseStatusCodePages(context => ProblemFor(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }

    /// <summary>Runs HEAD as GET (RFC 9110, 9.3.2); the server leaves out the body.</summary>
    private static Task RunHeadAsGet(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(http.Request.Method)) return next(http);
        http.Items[Head] = Head;
        http.Request.Method = HttpMethods.Get;
        return next(http);
    }

    /// <summary>True for HEAD requests. Endpoints whose response does not end, such as event streams, need to know.</summary>
    public static bool IsHead(HttpContext http) => http.Items.ContainsKey(Head);

    private static Task SetCommonHeaders(HttpContext http, RequestDelegate next)
    {
        SecurityHeaders.Set(http);
        // The service does not read such a body, and Kestrel closes the connection after the response: announce it.
        if (http.Request.ContentLength > Limits.Body) http.Response.Headers.Connection = "close";
        return next(http);
    }

    private static bool IsExpected(Exception exception) =>
        exception is BadHttpRequestException or StoreUnavailableException or OperationCanceledException or DbException;

    private static HttpReply ProblemFor(HttpContext http, Exception exception) => exception switch
    {
        BadHttpRequestException bad => ProblemFor(bad.StatusCode),
        StoreUnavailableException unavailable => Problem.From(Problems.Unavailable, unavailable.Message),
        DbException failed => Unavailable(http, failed),
        ConcurrencyConflictException or OperationCanceledException => Problem.From(Problems.Unavailable),
        _ => Problem.From(
            Problems.Unexpected, $"Trace id {System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier}."),
    };

    /// <summary>
    /// Logs one line without a stack trace, because every request meets the same failure. The message names tables and the engine's reason,
    /// never a value.
    /// </summary>
    private static Problem Unavailable(HttpContext http, DbException failed)
    {
        LogFailure(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("IncidentService.Storage"), failed.Message);
        return Problem.From(Problems.Unavailable);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The register failed: {Reason}")]
    private static partial void LogFailure(ILogger logger, string reason);

    public static HttpReply ProblemFor(int status) => Problem.From(status switch
    {
        StatusCodes.Status401Unauthorized => Problems.Unauthorized,
        StatusCodes.Status404NotFound => Problems.NotFound,
        StatusCodes.Status405MethodNotAllowed => Problems.MethodNotAllowed,
        StatusCodes.Status406NotAcceptable => Problems.NotAcceptable,
        StatusCodes.Status408RequestTimeout => Problems.RequestTooSlow,
        StatusCodes.Status413PayloadTooLarge => Problems.BodyTooLarge,
        StatusCodes.Status414UriTooLong => Problems.AddressTooLong,
        StatusCodes.Status415UnsupportedMediaType => Problems.UnsupportedMediaType,
        StatusCodes.Status431RequestHeaderFieldsTooLarge => Problems.HeadersTooLarge,
        StatusCodes.Status505HttpVersionNotsupported => Problems.HttpVersionUnknown,
        >= 500 => Problems.Unexpected,
        _ => Problems.BadRequest,
    });
}
