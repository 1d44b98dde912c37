using IncidentService.Common;
using IncidentService.Common.Text;
using IncidentService.Contacts;
using IncidentService.Contacts.Privacy;
using IncidentService.Messages.Matching;
using IncidentService.Messages.Reading;
using IncidentService.Messages.Text;
using IncidentService.References;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Messages;

/// <summary>
/// A validated message. `Said` is the original subject and text, in which numbers are searched: the stored text may have digits masked as
/// parts of a payment card.
/// </summary>
internal sealed record MessageInput(
    string System, string MessageId, ContactInput? From, LineInput Line, string Said)
{
    private const int MostOfReusedId = 180;

    public ReferenceInput? Conversation { get; init; }

    public string? Subject { get; init; }

    /// <summary>What was changed in order to take the message; null if nothing was.</summary>
    public IReadOnlyList<Adjustment>? Adjustments { get; init; }

    /// <summary>
    /// True if its id comes from its sender, such as the Message-ID of a mail: two different mails can have the same one, and both are
    /// received. False if the system that delivers it gives the id.
    /// </summary>
    public bool IsIdBySender { get; init; }

    /// <summary>The earlier messages of the thread, as references of its system, the last one first.</summary>
    public IReadOnlyList<ReferenceInput> Thread { get; init; } = [];

    /// <summary>Where in the text the quoted history begins; null without one.</summary>
    public int? QuotedFrom { get; init; }

    /// <summary>True if its incident was found by a number with one typing error.</summary>
    public bool HasRepairedNumber { get; private init; }

    /// <summary>
    /// The hash of the message id, which identifies a repeated delivery. It is a hash because some systems derive ids from the sender's
    /// address.
    /// </summary>
    public string IdDigest => Digest.Compute(MessageId);

    /// <summary>Names for what another request may create at the same time: the record of the message, and its conversation.</summary>
    public IEnumerable<string> NameCreated(ReferenceSystems systems) =>
        [$"message {System} {IdDigest}", .. systems.NameExclusive(Conversation is null ? [] : [Conversation])];

    public Facts Facts => new()
    {
        QuotedFrom = QuotedFrom,
        Repaired = HasRepairedNumber ? true : null,
        System = System, MessageId = From is not null && ContactTraces.From([From]).FoundIn(MessageId) ? IdDigest : MessageId
    };

    /// <summary>The same message under an id that its content tells from others with its id.</summary>
    public MessageInput UnderOwnId() => this with
    {
        MessageId = $"{MessageId[..Math.Min(MessageId.Length, MostOfReusedId)]}#{Digest.Compute(new MessageDigests(this).Format())[..16]}",
        IsIdBySender = false,
        Adjustments = [.. Adjustments ?? [], new Adjustment { Field = "messageId", Change = AdjustmentChanges.IdReused }],
    };

    public MessageInput WithRepairedNumber() => this with
    {
        HasRepairedNumber = true,
        Adjustments = [.. Adjustments ?? [], new Adjustment { Field = "text", Change = AdjustmentChanges.NumberRepaired }],
    };

    /// <summary>The digest of sender and subject, without Re: and its like; null without a sender or a subject.</summary>
    public string? LoopMark => From is null || Subject is null
        ? null
        : Digest.Compute($"{From.LookupKey ?? From.Kind + ":" + From.Value}\n{SubjectLine.Core(Subject)}");

    /// <summary>The message as it is kept to recognise it: it was recorded in this line.</summary>
    public RecordedMessage RecordAs(TimelineEvent line, Instant now) => new()
    {
        System = System,
        MessageId = IdDigest,
        IncidentId = line.IncidentId,
        Sequence = line.Sequence,
        Content = new MessageDigests(this).Format(),
        LoopMark = LoopMark,
        ReceivedAt = now,
    };
}
