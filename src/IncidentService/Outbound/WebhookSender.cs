using IncidentService.Events;
using IncidentService.Hosting;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace IncidentService.Outbound;

/// <summary>Tells webhooks: Standard Webhooks around a CloudEvent.</summary>
internal sealed class WebhookSender(Pipelines pipelines, WebhookClient client, Rulebook rules) : ISender
{
    public const string OwnKind = "webhook";

    /// <summary>The receiver has read the event and will not have it; that says nothing of the next one.</summary>
    private static readonly int[] RefusesOne = [400, 409, 413, 415, 422];

    public string Kind => OwnKind;

    public Standing? Standing => null;

    public Task<Sending> Send(Subscription to, FeedEvent happened, CancellationToken cancellation) =>
        Post(to, happened.Id, CloudEvent.Of(happened, rules.EventSource).Render(), cancellation);

    public async Task<Sending> Post(Subscription to, string id, byte[] body, CancellationToken cancellation)
    {
        try
        {
            return Judge(await pipelines.For(to).ExecuteAsync(token => client.Post(to, id, body, token), cancellation));
        }
        catch (BrokenCircuitException broken)
        {
            return Sending.Held(broken.RetryAfter);
        }
        catch (RateLimiterRejectedException)
        {
            return Sending.Held(null);
        }
        catch (TimeoutRejectedException)
        {
            return Sending.Failed(DeliveryOutcomes.Timeout);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Sending.Failed(CauseOf(exception));
        }
    }

    private static Sending Judge(WebhookAnswer answer)
    {
        var verdict = answer.Status switch
        {
            >= 200 and <= 299 => Verdict.Delivered,
            410 => Verdict.Gone,
            _ when RefusesOne.Contains(answer.Status) => Verdict.Refused,
            _ => Verdict.Failed,
        };
        return new Sending(verdict, verdict == Verdict.Delivered ? DeliveryOutcomes.Delivered : DeliveryOutcomes.Status)
        {
            Status = answer.Status,
            Excerpt = answer.Excerpt,
            RetryAfter = answer.RetryAfter,
        };
    }

    private static string CauseOf(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressRefusedException) return DeliveryOutcomes.Address;
        }
        return exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } ? DeliveryOutcomes.Certificate : DeliveryOutcomes.Connection;
    }
}
