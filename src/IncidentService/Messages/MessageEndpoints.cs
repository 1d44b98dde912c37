using IncidentNumbers;
using IncidentService.Contacts;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Messages;

/// <summary>A message came in from the customer.</summary>
internal sealed record MessageRequest
{
    /// <summary>The system that received it.</summary>
    public required string System { get; init; }

    /// <summary>What that system calls the message: taken once, however often it is delivered.</summary>
    public required string MessageId { get; init; }

    /// <summary>What that system calls the conversation or ticket; becomes a reference of the incident.</summary>
    public string? Conversation { get; init; }

    /// <summary>
    /// The sender, as the customer is known there. What is none of its kind is kept as text, and a short code or a sender's name given as a phone as
    /// a handle of the system: nobody is found by either.
    /// </summary>
    public ContactRequest? From { get; init; }

    /// <summary>The subject that a new incident gets.</summary>
    public string? Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>Written by a machine (an out-of-office reply): moves nobody's turn.</summary>
    public bool Automatic { get; init; }

    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }

    public IncomingMessage Read(Rulebook rules, Faults faults)
    {
        var (subject, text) = (ControlCharacters.ToSpaces(Subject), ControlCharacters.ToSpaces(Text));
        var line = new LineRequest { Direction = Directions.In, Text = text!, Automatic = Automatic, Attachments = Attachments };
        return new IncomingMessage(
            faults.Token("system", System, required: true) ?? "",
            faults.Line("messageId", MessageId, Limits.Line, required: true) ?? "",
            ReadConversation(rules, faults),
            From is null ? null : GivenContact.ReadSender("from", From.Kind, From.Value, System, rules.Phones, faults),
            faults.Wording("subject", subject, Limits.Line),
            line.Read("", faults),
            $"{subject}\n{text}");
    }

    private GivenReference? ReadConversation(Rulebook rules, Faults faults)
    {
        var value = faults.Line("conversation", Conversation, Limits.Line);
        return value is null ? null : GivenReference.Read("", System, value, rules.Systems, new Faults()); // system has been read already
    }
}

/// <summary>A message request, read. Said is subject and text as they came, to find numbers in: what is stored may have them masked as parts of a payment card.</summary>
internal sealed record IncomingMessage(
    string System, string MessageId, GivenReference? Conversation, GivenContact? From, string? Subject, GivenLine Line, string Said)
{
    /// <summary>What it is recognised by when it is delivered again: systems make ids of their senders' addresses.</summary>
    public string Mark { get; } = Digest.Of(MessageId);

    public Facts Facts => new() { System = System, MessageId = From is not null && ContactTraces.Of([From]).In(MessageId) ? Mark : MessageId };
}

internal static class MessageOutcomes
{
    public const string Opened = "opened";
    public const string Appended = "appended";
    public const string Duplicate = "duplicate";
    public static readonly IReadOnlyList<string> All = [Opened, Appended, Duplicate];
}

/// <summary>Where a message went.</summary>
internal sealed record MessageReceipt
{
    public required IncidentNumber Number { get; init; }
    public required string Formatted { get; init; }

    /// <summary>opened, appended, or duplicate when the message was taken before.</summary>
    public required string Outcome { get; init; }

    /// <summary>The incident whose number was quoted by a sender whom it does not know: the message was kept apart from it.</summary>
    public IncidentNumber? Mismatch { get; init; }

    /// <summary>The message's line in the incident's timeline.</summary>
    public required int Sequence { get; init; }
}

internal static class MessageEndpoints
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/messages", Receive).WithTags("Messages").Named("receiveMessage", Scopes.Write, Operations.ReceiveMessage);

    private static Task<Reply> Receive(Body<MessageRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var message = body.Value.Read(rules, faults);
        return faults.None
            ? call.Change(transaction => new Intake(transaction, rules, call).Receive(message))
            : Task.FromResult<Reply>(faults.ToProblem());
    }
}
