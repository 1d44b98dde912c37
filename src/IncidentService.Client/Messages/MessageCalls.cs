using System.Net.Http.Headers;

namespace IncidentService.Client;

/// <summary>Records incoming messages.</summary>
public sealed class MessageCalls
{
    private readonly Transport transport;

    private static readonly MediaTypeHeaderValue MailType = new("message/rfc822");

    internal MessageCalls(Transport transport) => this.transport = transport;

    /// <summary>
    /// Records an incoming message, once per <see cref="MessageRequest.MessageId"/>. Finds its incident by the conversation or by a quoted
    /// number, or opens one. Needs the scope write.
    /// </summary>
    public Task<Answer<MessageReceipt>> ReceiveAsync(
        MessageRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post("v1/messages", request, Json.Default.MessageRequest, options), Json.Default.MessageReceipt, cancellationToken);

    /// <summary>
    /// Records a mail as a mail server has it (RFC 5322), once per Message-ID. Sender, subject, thread, text and files are read from it.
    /// Needs the scope write.
    /// </summary>
    /// <param name="mail">The bytes of the mail, at most 25 MiB.</param>
    /// <param name="origin">Where it was received, and its ids if it has others there; null to take them from the mail.</param>
    /// <param name="options">The place and person of the change, and its key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<Answer<MessageReceipt>> ReceiveMailAsync(
        byte[] mail, MailOrigin? origin = null, PostOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var path = Address.With(
            "v1/messages", ("system", origin?.System), ("messageId", origin?.MessageId), ("conversation", origin?.Conversation));
        var request = Request.Post(path, options) with { Body = mail, ContentType = MailType };
        return transport.Send(request, Json.Default.MessageReceipt, cancellationToken);
    }
}
