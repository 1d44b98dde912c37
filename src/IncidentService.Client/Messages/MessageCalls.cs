namespace IncidentService.Client;

/// <summary>Take in what customers write.</summary>
public sealed class MessageCalls
{
    private readonly Transport transport;

    internal MessageCalls(Transport transport) => this.transport = transport;

    /// <summary>
    /// A message came in: finds its incident by conversation or by a number quoted in it, or opens one; once for each <see
    /// cref="MessageRequest.MessageId"/>. Needs the scope write.
    /// </summary>
    public Task<Answer<MessageReceipt>> ReceiveAsync(MessageRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post("v1/messages", request, Json.Default.MessageRequest, options), Json.Default.MessageReceipt, cancellationToken);
}
