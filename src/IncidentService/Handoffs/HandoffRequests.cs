using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Requests;

namespace IncidentService.Handoffs;

/// <summary>The receiver of a hand-off: a channel, or one team of it.</summary>
internal sealed record ReceiverRequest
{
    public required string Channel { get; init; }
    public string? Team { get; init; }
}

/// <summary>Hands off a customer's problem to another channel or team.</summary>
internal sealed record HandoffRequest : IRequest<HandoffInput>
{
    public required ReceiverRequest To { get; init; }

    /// <summary>The reason: what the receiver has to know.</summary>
    public required string Reason { get; init; }

    /// <summary>What the customer was told.</summary>
    public string? Told { get; init; }

    public HandoffInput ToInput(RequestContext context, ValidationErrors errors) => Validate("", errors)!;

    /// <summary>Validates the request. at is the prefix of field names, such as "handoff.".</summary>
    public HandoffInput? Validate(string at, ValidationErrors errors)
    {
        var channel = errors.ParseOneOf(at + "to.channel", To.Channel, Channels.All, required: true);
        var team = errors.ParseToken(at + "to.team", To.Team);
        var reason = errors.ParseText(at + "reason", Reason, Limits.Text, required: true);
        var told = errors.ParseText(at + "told", Told, Limits.Text);
        return channel is null || reason is null ? null : new HandoffInput(channel, team, reason, told);
    }
}

/// <summary>A validated hand-off request.</summary>
internal sealed record HandoffInput(string Channel, string? Team, string Reason, string? Told)
{
    /// <summary>Whether the sender would also be the receiver.</summary>
    public bool IsTo(Origin origin) => Channel == origin.Channel && (Team is null || Team == origin.Team);
}
