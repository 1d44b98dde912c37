namespace IncidentService.Client;

/// <summary>Records incoming messages.</summary>
public sealed class MessageCalls
{
    private readonly Transport transport;

    internal MessageCalls(Transport transport) => this.transport = transport;

    /// <summary>
    /// Records an incoming message, once per <see cref="MessageRequest.MessageId"/>. Finds its incident by the conversation or by a quoted
    /// number, or opens one. Needs the scope write.
    /// </summary>
    public Task<Answer<MessageReceipt>> ReceiveAsync(
        MessageRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post("v1/messages", request, Json.Default.MessageRequest, options), Json.Default.MessageReceipt, cancellationToken);
}
