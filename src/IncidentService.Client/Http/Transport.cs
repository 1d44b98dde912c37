using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace IncidentService.Client;

/// <summary>Sends calls through the pipeline, and converts their results and errors.</summary>
internal sealed class Transport(IncidentClientOptions options, Func<HttpClient> http, TimeProvider clock)
{
    private readonly ResiliencePipeline<HttpAnswer> pipeline = Resilience.Pipeline(options, clock);

    public IncidentClientOptions Options => options;
    public TimeProvider Clock => clock;

    public async Task<Answer<T>> Send<T>(Request request, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        var answer = await Send(request, cancellationToken).ConfigureAwait(false);
        return new Answer<T>(answer.Status == (int)HttpStatusCode.NotModified ? null : Read(answer, type))
        {
            ETag = answer.ETag,
            IsNew = answer.Status == (int)HttpStatusCode.Created,
            WasReplayed = answer.WasReplayed,
            Location = answer.Location is { } location ? new Uri(options.Root, location) : null,
        };
    }

    /// <summary>Reads the current state, without versions.</summary>
    public async Task<T> Read<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        Read(await Send(Request.Get(path), cancellationToken).ConfigureAwait(false), type);

    public Paged<T> Pages<T>(Func<string?, Request> page, JsonTypeInfo<Page<T>> type) =>
        new(async (cursor, cancellationToken) => Read(await Send(page(cursor), cancellationToken).ConfigureAwait(false), type));

    /// <summary>Returns a successful response.</summary>
    /// <exception cref="IncidentException">The service refused, or could not be reached.</exception>
    public async Task<HttpAnswer> Send(Request request, CancellationToken cancellationToken)
    {
        var answer = await Try(request, cancellationToken).ConfigureAwait(false);
        if (answer.IsGood || (answer.Status == (int)HttpStatusCode.NotModified && request.IfNoneMatch is not null)) return answer;
        throw new IncidentApiException(ProblemReader.Parse(answer)) { RetryAfter = answer.RetryAfter };
    }

    /// <summary>Opens a response that is received while it is read. The caller disposes of it.</summary>
    public async Task<HttpResponseMessage> Open(Request request, CancellationToken cancellationToken) =>
        (await Send(request with { IsLive = true }, cancellationToken).ConfigureAwait(false)).Live!;

    private async Task<HttpAnswer> Try(Request request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Resilience.Call, new CallState(request.IfMatch is not null, clock.GetTimestamp()));
        try
        {
            return await pipeline.ExecuteAsync(
                static async (context, call) => await call.Transport.Attempt(call.Request, context.CancellationToken).ConfigureAwait(false),
                context, (Transport: this, Request: request)).ConfigureAwait(false);
        }
        catch (BrokenCircuitException broken)
        {
            throw new IncidentUnreachableException("The service failed too often, so requests to it are suspended for a while.", broken)
            {
                RetryAfter = broken.RetryAfter
            };
        }
        catch (Exception fault) when (Resilience.IsFault(fault))
        {
            throw new IncidentUnreachableException("The service could not be reached, or did not respond in time.", fault);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<HttpAnswer> Attempt(Request request, CancellationToken cancellationToken)
    {
        using var message = request.Message(options);
        var completion = request.IsLive ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead;
        var response = await http().SendAsync(message, completion, cancellationToken).ConfigureAwait(false);
        if (request.IsLive && response.IsSuccessStatusCode)
            return new HttpAnswer { Status = (int)response.StatusCode, Body = [], Live = response };
        using (response) return await HttpAnswer.Read(response, clock, cancellationToken).ConfigureAwait(false);
    }

    private static T Read<T>(HttpAnswer answer, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new IncidentUnreachableException("The response is not from the service, or from another major version of it.", exception);
        }
    }
}
