using IncidentNumbers;
using IncidentService.Common;

namespace IncidentService.Timeline.Lines;

/// <summary>One line of the timeline.</summary>
internal sealed record Line
{
    /// <summary>The incident for which it was recorded. Together with sequence it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The sequence number of the line within its incident, from 1 without gaps.</summary>
    public int Sequence { get; init; }
    public Instant At { get; init; }
    public required string Type { get; init; }
    public string? Channel { get; init; }
    public string? Location { get; init; }
    public string? Team { get; init; }

    /// <summary>The person who acted, as asserted by the caller.</summary>
    public string? Agent { get; init; }

    /// <summary>What was said; absent if nothing was said, or if the line was redacted.</summary>
    public string? Text { get; init; }
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>The ordinal of the interaction that this line records.</summary>
    public int? Interaction { get; init; }
    public int? WaitSeconds { get; init; }
    public Facts? Facts { get; init; }

    public static Line From(TimelineEvent line, IncidentNumber number) => new()
    {
        Number = number,
        Sequence = line.Sequence,
        At = line.OccurredAt,
        Type = line.Type,
        Channel = line.Channel,
        Location = line.Location,
        Team = line.Team,
        Agent = line.Agent,
        Text = line.Text is { Length: > 0 } text ? text : null, // a message can be a picture alone
        Attachments = line.Attachments,
        Interaction = line.Interaction,
        WaitSeconds = line.WaitSeconds,
        Facts = line.Facts,
    };
}

internal sealed record LinePage(IReadOnlyList<Line> Items, string? Next = null);

/// <summary>The customer was present: a call, a visit, a chat, or an incoming message.</summary>
internal sealed record Interaction
{
    /// <summary>The incident for which it was recorded. Together with id it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The interaction's ordinal within its incident.</summary>
    public int Id { get; init; }
    public required string Kind { get; init; }
    public required string Channel { get; init; }
    public string? Location { get; init; }
    public string? Agent { get; init; }
    public Instant At { get; init; }

    /// <summary>How long the customer waited before somebody was available, in seconds, if known.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>The line of the timeline that records it.</summary>
    public int Sequence { get; init; }

    public static Interaction From(TimelineEvent line, IncidentNumber number) => new()
    {
        Number = number,
        Id = line.Interaction!.Value,
        Kind = line.Facts?.Kind ?? InteractionKinds.Message,
        Channel = line.Channel!,
        Location = line.Location,
        Agent = line.Agent,
        At = line.OccurredAt,
        WaitSeconds = line.WaitSeconds,
        Sequence = line.Sequence,
    };
}

internal sealed record InteractionPage(IReadOnlyList<Interaction> Items, string? Next = null);

internal static class InteractionKinds
{
    public const string Call = "call";
    public const string Visit = "visit";
    public const string Chat = "chat";
    public const string Message = "message";
    public static readonly IReadOnlyList<string> All = [Call, Visit, Chat, Message];

    /// <summary>The kind of an interaction through this channel.</summary>
    public static string ForChannel(string channel) => channel switch
    {
        "phone" => Call,
        "store" => Visit,
        "chat" => Chat,
        _ => Message,
    };
}
