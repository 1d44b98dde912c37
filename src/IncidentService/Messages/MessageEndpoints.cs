using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Messages.Reading;
using IncidentService.OpenApi.Operations;

namespace IncidentService.Messages;

internal static class MessageOutcomes
{
    public const string Opened = "opened";
    public const string Appended = "appended";
    public const string Duplicate = "duplicate";
    public static readonly IReadOnlyList<string> All = [Opened, Appended, Duplicate];
}

/// <summary>The result of receiving a message.</summary>
internal sealed record MessageReceipt
{
    public required IncidentNumber Number { get; init; }
    public required string Formatted { get; init; }

    /// <summary>opened, appended, or duplicate if the message was received before.</summary>
    public required string Outcome { get; init; }

    /// <summary>
    /// The incident whose number the sender quoted, although their contact contradicts it. The message was kept separate from it.
    /// </summary>
    public IncidentNumber? Mismatch { get; init; }

    /// <summary>The message's line in the incident's timeline.</summary>
    public required int Sequence { get; init; }

    /// <summary>The changes made to the message in order to accept it; absent if there were none.</summary>
    public IReadOnlyList<Adjustment>? Adjustments { get; init; }
}

/// <summary>A message that was received, now or earlier.</summary>
internal sealed record TakenMessage(Incident Incident, MessageReceipt Receipt)
{
    public bool IsDuplicate => Receipt.Outcome == MessageOutcomes.Duplicate;
}

internal static class MessageEndpoints
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/messages", Receive).WithTags("Messages").RequireScope(Scopes.Write).Describe(MessageContract.Receive)
            .WithMetadata(new BodySizeLimit(Limits.MailToDrain));

    private static Task<VersionedReply<Created<MessageReceipt>, Ok<MessageReceipt>>> Receive(
        MessageBody body, [AsParameters] MailQuery query, WriteRequest request, ServiceSettings settings) => request.Change(
        change => MessageChanges.Receive(change, body.Value),
        ReplyWith,
        body.Value.NameCreated(settings.Systems));

    private static VersionedReply<Created<MessageReceipt>, Ok<MessageReceipt>> ReplyWith(TakenMessage taken) => taken.IsDuplicate
        ? Reply.Ok(taken.Receipt).ForIncident(taken.Incident)
        : Reply.Created($"{taken.Incident.Url}/timeline/{taken.Receipt.Sequence}", taken.Receipt).ForIncident(taken.Incident);
}
