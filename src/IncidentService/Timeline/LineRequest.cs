using System.Text.RegularExpressions;
using IncidentService.Approvals;
using IncidentService.Handoffs;
using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Promises;
using IncidentService.Resolution;
using IncidentService.Storage;

namespace IncidentService.Timeline;

internal static class Directions
{
    public const string In = "in";
    public const string Out = "out";
    public const string Internal = "internal";
    public static readonly IReadOnlyList<string> All = [In, Out, Internal];
}

/// <summary>A message from or to the customer, or an internal note.</summary>
internal sealed partial record LineRequest : IRequest<GivenLine>
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

    public GivenLine ToInput(RequestContext request, Faults faults) => Read("", faults);

    public GivenLine Read(string at, Faults faults)
    {
        var direction = faults.OneOf(at + "direction", Direction, Directions.All, required: true);
        var text = faults.Prose(at + "text", Text, Limits.Text, required: true);
        var wait = faults.Range(at + "waitSeconds", WaitSeconds, 0, Limits.WaitSeconds);
        if (wait is not null && (Automatic || direction is Directions.Out or Directions.Internal))
            faults.Add(at + "waitSeconds", "belongs to a message in that a person wrote: only that is counted");
        var extras = Extras.Read(at, Approvals, Promises, Handoff, faults);
        if (!extras.IsNone && (Automatic || direction is Directions.In or Directions.Internal))
            faults.Add(at + "direction", "must be out, and not automatic, where approvals, promises or a hand-off go with it");
        return new GivenLine(direction ?? "", text ?? "", Automatic, wait, ReadAttachments(at + "attachments", faults)) { Extras = extras };
    }

    private IReadOnlyList<Attachment>? ReadAttachments(string at, Faults faults)
    {
        if (Attachments is not { Count: > 0 } given) return null;
        if (given.Count > Limits.Attachments) faults.Add(at, $"must have at most {Limits.Attachments} items");
        return [.. given.Take(Limits.Attachments).Select((attachment, index) => ReadAttachment($"{at}[{index}]", attachment, faults))];
    }

    private static Attachment ReadAttachment(string at, AttachmentRequest? given, Faults faults)
    {
        var url = faults.Line(at + ".url", given?.Url, Limits.Url, required: true);
        if (url is not null && !(Address().IsMatch(url) && Uri.TryCreate(url, UriKind.Absolute, out _)))
            faults.Add(at + ".url", "must be an https address, percent-encoded, without user name or password");
        if (given is null || !Sha256().IsMatch(given.Sha256 ?? "")) faults.Add(at + ".sha256", "must be the 64 hexadecimal digits of the file's SHA-256");
        return new Attachment
        {
            Url = url ?? "",
            Sha256 = given?.Sha256?.ToLowerInvariant() ?? "",
            Name = faults.Wording(at + ".name", given?.Name, NameLength),
            MediaType = faults.Line(at + ".mediaType", given?.MediaType, NameLength),
        };
    }

    [GeneratedRegex(AttachmentRequest.Address)]
    private static partial Regex Address();

    [GeneratedRegex("\\A[0-9A-Fa-f]{64}\\z")]
    private static partial Regex Sha256();
}

/// <summary>A message or note, read.</summary>
internal sealed record GivenLine(string Direction, string Text, bool Automatic, int? WaitSeconds, IReadOnlyList<Attachment>? Attachments)
{
    public Extras Extras { get; init; } = Extras.None;

    /// <summary>Writes it into the timeline: a message in is an interaction and makes it our turn, opening what was closed; one out makes it the customer's.</summary>
    public TimelineEvent AppendTo(Incident incident, Origin origin, Instant now, Facts? facts = null)
    {
        var told = Automatic ? (facts ?? new Facts()) with { Automatic = true } : facts;
        var line = incident.Append(TypeOf(Direction), origin, now, told, Text, Attachments);
        if (Automatic) return line;
        if (Direction == Directions.In) incident.LastInAt = now;
        if (Direction == Directions.Out) (incident.LastOutAt, incident.FirstResponseAt) = (now, incident.FirstResponseAt ?? now);
        if (Direction == Directions.In) incident.Count(line, WaitSeconds);
        if (Direction != Directions.Internal) incident.Wait(Direction == Directions.In ? WaitingOn.Us : WaitingOn.Customer, now);
        if (Direction == Directions.In) Lifecycle.Hear(incident, line, origin);
        return line;
    }

    private static string TypeOf(string direction) => direction switch
    {
        Directions.In => EventTypes.MessageReceived,
        Directions.Out => EventTypes.MessageSent,
        _ => EventTypes.NoteAdded,
    };
}
