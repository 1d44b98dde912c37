using System.Security.Authentication;
using IncidentService.Common.Telemetry;
using IncidentService.Events;
using IncidentService.Webhooks.Deliveries;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace IncidentService.Connectors.Nats;

/// <summary>A message for the stream: JetStream drops another one with the same id within the stream's duplicate window.</summary>
internal sealed record Publication(string Subject, string Id, byte[] Body, string? TraceParent);

/// <summary>
/// Publishes to JetStream. A message counts as published once a stream has acknowledged it. The connection is opened when it is first
/// needed, and reconnects by itself.
/// </summary>
internal sealed partial class NatsStream : IAsyncDisposable
{
    private const int ExistsWithOtherSettings = 10058; // JetStream's code: the operator's settings stay
    private const int MessageTooLarge = 10054;
    private const int NoStream = 503;

    private readonly NatsSettings settings;
    private readonly NatsConnection connection;
    private readonly NatsJSContext jetStream;
    private readonly ILogger<NatsStream> logger;
    private bool isCreated;

    public NatsStream(NatsSettings settings, ILogger<NatsStream> logger)
    {
        (this.settings, this.logger) = (settings, logger);
        connection = new NatsConnection(Options(settings));
        connection.ConnectionOpened += (_, _) => Log(LogConnected);
        connection.ConnectionDisconnected += (_, _) => Log(LogDisconnected);
        jetStream = new NatsJSContext(connection);
    }

    public async ValueTask<DeliveryResult> Publish(Publication message, CancellationToken cancellation)
    {
        using var span = Tracing.StartDelivery(message.Id, message.TraceParent);
        try
        {
            if (connection.ConnectionState == NatsConnectionState.Reconnecting) return DeliveryResult.Failed(DeliveryOutcomes.Connection);
            await connection.ConnectAsync().AsTask().WaitAsync(cancellation);
            await CreateStream(cancellation);
            var answer = await jetStream.TryPublishAsync(
                message.Subject, message.Body, NatsRawSerializer<byte[]>.Default, headers: Headers(message, span?.Id),
                cancellationToken: cancellation);
            return answer.Success ? ToResult(answer.Value) : ToResult(answer.Error);
        }
        catch (Exception failure) when (failure is NatsException or IOException)
        {
            return ToResult(failure);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static NatsOpts Options(NatsSettings settings) => NatsOpts.Default with
    {
        Url = settings.Url,
        Name = "IncidentService",
        AuthOpts = new NatsAuthOpts
        {
            Username = settings.User, Password = settings.Password, Token = settings.Token, CredsFile = settings.CredentialsFile,
        },
        TlsOpts = new NatsTlsOpts { CaFile = settings.CaFile, CertFile = settings.CertificateFile, KeyFile = settings.KeyFile },
        IgnoreAuthErrorAbort = true, // otherwise it would not reconnect after the operator has mended the credentials
    };

    private static NatsHeaders Headers(Publication message, string? span)
    {
        var headers = new NatsHeaders { ["Nats-Msg-Id"] = message.Id, ["Content-Type"] = CloudEvent.ContentType };
        if ((span ?? message.TraceParent) is { } trace) headers[Tracing.Header] = trace;
        return headers;
    }

    private async ValueTask CreateStream(CancellationToken cancellation)
    {
        if (settings.CreateStream is not { } name || isCreated) return;
        var stream = new StreamConfig(name, [settings.Subject + ".>"]) { NumReplicas = settings.Replicas };
        try
        {
            await jetStream.CreateStreamAsync(stream, cancellation);
        }
        catch (NatsJSApiException refused) when (refused.Error.ErrCode == ExistsWithOtherSettings)
        {
            // It exists.
        }
        isCreated = true;
    }

    private static DeliveryResult ToResult(PubAckResponse answer) => answer.Error is { } error
        ? ToResult(error)
        : new DeliveryResult(DeliveryVerdict.Delivered, DeliveryOutcomes.Delivered)
        {
            Excerpt = $"stream {answer.Stream}, sequence {answer.Seq}{(answer.Duplicate ? ", duplicate" : "")}",
        };

    private static DeliveryResult ToResult(ApiError error) =>
        new(error.ErrCode == MessageTooLarge ? DeliveryVerdict.Refused : DeliveryVerdict.Failed, DeliveryOutcomes.Status)
        {
            Status = error.Code,
            Excerpt = DeliveryResult.ExcerptOf(error.Description),
        };

    private DeliveryResult ToResult(Exception failure)
    {
        if (failure is NatsJSApiException refused) return ToResult(refused.Error);
        if (failure is NatsJSPublishNoResponseException or NatsNoRespondersException)
        {
            isCreated = false; // somebody may have deleted it
            return new DeliveryResult(DeliveryVerdict.Failed, DeliveryOutcomes.Status)
            {
                Status = NoStream, Excerpt = $"No stream takes {settings.Subject}.>",
            };
        }
        var cause = failure.GetBaseException();
        return DeliveryResult.Failed(cause is AuthenticationException ? DeliveryOutcomes.Certificate : DeliveryOutcomes.Connection) with
        {
            Excerpt = DeliveryResult.ExcerptOf(cause.Message),
        };
    }

    private static ValueTask Log(Action write)
    {
        write();
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "NATS is connected")]
    private partial void LogConnected();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection to NATS is lost; events wait")]
    private partial void LogDisconnected();
}
