using System.Reflection;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Messages.Mail;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Messages.Reading;

/// <summary>A message as JSON, or as the mail that a mail server has.</summary>
internal sealed class MessageBody : IBoundParameter, IValidated, IEndpointParameterMetadataProvider
{
    public const string MailType = "message/rfc822";

    /// <summary>A mail up to this size stays in memory; a larger one goes through a temporary file.</summary>
    private const int MostInMemory = 1024 * 1024;

    private readonly IRequest<MessageInput>? request;

    private MessageBody(IRequest<MessageInput> request) => this.request = request;

    private MessageBody(Problem problem) => Problem = problem;

    public MessageInput Value { get; private set; } = null!;
    public Problem? Problem { get; }

    public static async ValueTask<MessageBody> BindAsync(HttpContext http)
    {
        if (IsMail(http.Request)) return await BindMail(http);
        return (await JsonBody.Bind<MessageRequest>(http, most: Limits.MessageBody)).Try(out var message, out var problem)
            ? new MessageBody(message)
            : new MessageBody(problem);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new RequestBodyMetadata(typeof(MessageRequest), [HttpReply.JsonType, MailType]));

    public static bool IsMail(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MailType, StringComparison.OrdinalIgnoreCase);

    public Problem? Validate(HttpContext http)
    {
        if (request!.ToOutcome(http).Try(out var input, out var problem)) Value = input;
        return problem;
    }

    private static async Task<MessageBody> BindMail(HttpContext http)
    {
        await using var mail = new FileBufferingReadStream(http.Request.Body, MostInMemory);
        if (await ReadAll(mail, http.Request, http.RequestAborted) is { } refusal) return new MessageBody(refusal);
        if (mail.Length == 0) return new MessageBody(Problem.From(Problems.MalformedBody, "There is no mail in the body."));
        mail.Position = 0;
        var received = await MailReader.Read(mail, http.RequestAborted);
        RequestBody.SetDigest(http, received.Sha256);
        var query = http.Request.Query;
        return new MessageBody(
            new MailRequest(received) { System = query["system"], MessageId = query["messageId"], Conversation = query["conversation"] });
    }

    /// <summary>
    /// Null once all is read. A mail that is too large is read to its end too, without being kept, so that its sender receives the
    /// response.
    /// </summary>
    private static async Task<Problem?> ReadAll(FileBufferingReadStream mail, HttpRequest request, CancellationToken cancellation)
    {
        if (RequestBody.FindEncodingProblem(request) is { } unknown) return unknown;
        var buffer = new byte[64 * 1024];
        try
        {
            while (!(request.ContentLength > Limits.Mail) && mail.Position <= Limits.Mail)
            {
                if (await mail.ReadAsync(buffer, cancellation) == 0) return null;
            }
            while (await request.Body.ReadAsync(buffer, cancellation) > 0) { }
            return Problem.From(Problems.BodyTooLarge);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problem.From(Problems.BodyTooLarge);
        }
        catch (InvalidDataException)
        {
            return RequestBody.NotAsEncoded;
        }
    }
}

/// <summary>What the address says about a mail, whose body cannot say it. JSON says the same in its fields.</summary>
internal sealed record MailQuery : Query<Done>
{
    /// <summary>The system that received the mail; mail by default.</summary>
    public string? System { get; init; }

    /// <summary>The id of the mail; its Message-ID by default.</summary>
    public string? MessageId { get; init; }

    /// <summary>The conversation of the mail; the first mail of its thread by default.</summary>
    public string? Conversation { get; init; }

    public override Done ToInput(RequestContext context, ValidationErrors errors)
    {
        if (MessageBody.IsMail(context.Http.Request)) return default;
        foreach (var (name, value) in new[] { ("system", System), ("messageId", MessageId), ("conversation", Conversation) })
        {
            if (value is not null) errors.Add(name, "belongs to a mail (message/rfc822): JSON has it as a field");
        }
        return default;
    }
}
