using System.Text.RegularExpressions;
using IncidentService.Approvals;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Handoffs;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Promises;
using IncidentService.Resolution;

namespace IncidentService.Timeline.Lines;

internal static class Directions
{
    public const string In = "in";
    public const string Out = "out";
    public const string Internal = "internal";
    public static readonly IReadOnlyList<string> All = [In, Out, Internal];
}

/// <summary>A message from or to the customer, or an internal note.</summary>
internal sealed partial record LineRequest : IRequest<LineInput>
{
    private const int NameLength = 200;

    /// <summary>in: from the customer; out: to the customer; internal: a note that the customer does not see.</summary>
    public required string Direction { get; init; }

    /// <summary>What was said.</summary>
    public required string Text { get; init; }

    /// <summary>Whether a machine wrote it. It then counts as no answer and does not change who acts next.</summary>
    public bool Automatic { get; init; }

    /// <summary>
    /// How long the customer waited before they could give this message, in seconds. Only for an incoming message that a person wrote.
    /// </summary>
    public int? WaitSeconds { get; init; }

    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }

    /// <summary>Approvals to grant with an outgoing message that is not automatic. They need the scope approve.</summary>
    public IReadOnlyList<ApprovalRequest>? Approvals { get; init; }

    /// <summary>Promises that an outgoing message makes, unless it is automatic.</summary>
    public IReadOnlyList<PromiseRequest>? Promises { get; init; }

    /// <summary>The receiver of the hand-off that an outgoing message announces, unless it is automatic.</summary>
    public HandoffRequest? Handoff { get; init; }

    public LineInput ToInput(RequestContext context, ValidationErrors errors) => Validate("", errors);

    public LineInput Validate(string at, ValidationErrors errors)
    {
        var direction = errors.ParseOneOf(at + "direction", Direction, Directions.All, required: true);
        var text = errors.ParseText(at + "text", Text, Limits.Text, required: true);
        var wait = errors.ValidateRange(at + "waitSeconds", WaitSeconds, 0, Limits.WaitSeconds);
        if (wait is not null && (Automatic || direction is Directions.Out or Directions.Internal))
            errors.Add(at + "waitSeconds", "belongs to a message in that a person wrote: only that is counted");
        var items = NestedItems.Validate(at, Approvals, Promises, Handoff, errors);
        if (!items.IsEmpty && (Automatic || direction is Directions.In or Directions.Internal))
            errors.Add(at + "direction", "must be out, and not automatic, where approvals, promises or a hand-off go with it");
        return new LineInput(direction ?? "", text ?? "", Automatic, wait, ParseAttachments(at + "attachments", errors))
        {
            NestedItems = items
        };
    }

    private IReadOnlyList<Attachment>? ParseAttachments(string at, ValidationErrors errors)
    {
        if (Attachments is not { Count: > 0 } given) return null;
        if (given.Count > Limits.Attachments) errors.Add(at, $"must have at most {Limits.Attachments} items");
        return [.. given.Take(Limits.Attachments).Select((attachment, index) => ParseAttachment($"{at}[{index}]", attachment, errors))];
    }

    public static Attachment ParseAttachment(string at, AttachmentRequest? given, ValidationErrors errors)
    {
        var url = errors.ParseLine(at + ".url", given?.Url, Limits.Url, required: true);
        if (url is not null && !(Address().IsMatch(url) && Uri.TryCreate(url, UriKind.Absolute, out _)))
            errors.Add(at + ".url", "must be an https address, percent-encoded, without user name or password");
        if (given is null || !Sha256().IsMatch(given.Sha256 ?? ""))
            errors.Add(at + ".sha256", "must be the 64 hexadecimal digits of the file's SHA-256");
        return new Attachment
        {
            Url = url ?? "",
            Sha256 = given?.Sha256?.ToLowerInvariant() ?? "",
            Name = errors.ParseMaskedLine(at + ".name", given?.Name, NameLength),
            MediaType = errors.ParseLine(at + ".mediaType", given?.MediaType, NameLength),
        };
    }

    [GeneratedRegex(AttachmentRequest.Address)]
    private static partial Regex Address();

    [GeneratedRegex("\\A[0-9A-Fa-f]{64}\\z")]
    private static partial Regex Sha256();
}

/// <summary>A validated message or note.</summary>
internal sealed record LineInput(string Direction, string Text, bool Automatic, int? WaitSeconds, IReadOnlyList<Attachment>? Attachments)
{
    public NestedItems NestedItems { get; init; } = NestedItems.Empty;

    /// <summary>
    /// Appends the message to the timeline. An incoming message counts as an interaction, makes it our turn and reopens a closed incident;
    /// an outgoing message makes it the customer's turn. Automatic messages have no such effect.
    /// </summary>
    public TimelineEvent AppendTo(Incident incident, Origin origin, Instant now, Facts? facts = null)
    {
        var lineFacts = Automatic ? (facts ?? new Facts()) with { Automatic = true } : facts;
        var line = incident.Append(EventTypeFor(Direction), origin, now, lineFacts, Text);
        line.Attachments = Attachments;
        if (Automatic) return line;
        if (Direction == Directions.In) incident.LastInAt = now;
        if (Direction == Directions.Out) (incident.LastOutAt, incident.FirstResponseAt) = (now, incident.FirstResponseAt ?? now);
        if (Direction == Directions.In) incident.CountInteraction(line, WaitSeconds);
        if (Direction != Directions.Internal) incident.SetWaitingOn(Direction == Directions.In ? WaitingOn.Us : WaitingOn.Customer, now);
        if (Direction == Directions.In) IncidentLifecycle.ApplyMessage(incident, line, origin);
        return line;
    }

    private static string EventTypeFor(string direction) => direction switch
    {
        Directions.In => EventTypes.MessageReceived,
        Directions.Out => EventTypes.MessageSent,
        _ => EventTypes.NoteAdded,
    };
}
