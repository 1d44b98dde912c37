using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Requests;
using IncidentService.Keys.Origins;
using IncidentService.Timeline.Lines;

namespace IncidentService.Resolution;

/// <summary>Resolves an incident.</summary>
internal sealed record ResolutionRequest : IRequest<ResolutionInput>
{
    /// <summary>What the customer was told. It becomes an outgoing message in the timeline.</summary>
    public required string Told { get; init; }

    /// <summary>An internal note that the customer does not see.</summary>
    public string? Note { get; init; }

    public ResolutionInput ToInput(RequestContext context, ValidationErrors errors) => new(
        new LineInput(Directions.Out, errors.ParseText("told", Told, Limits.Text, required: true) ?? "", false, null, null),
        errors.ParseText("note", Note, Limits.Text));
}

/// <summary>A validated request to resolve an incident.</summary>
internal sealed record ResolutionInput(LineInput Told, string? Note);

/// <summary>The customer confirms the resolution.</summary>
internal sealed record ConfirmationRequest : IRequest<CustomerVerdictInput>
{
    /// <summary>
    /// true (default): staff relay what the customer said. false: the customer says it directly, through web or chat alone.
    /// </summary>
    public bool? Relayed { get; init; }

    /// <summary>What else was said.</summary>
    public string? Note { get; init; }

    public CustomerVerdictInput ToInput(RequestContext context, ValidationErrors errors) =>
        CustomerVerdictInput.Parse(Relayed, "note", Note, errors);
}

/// <summary>The customer disputes the resolution.</summary>
internal sealed record DisputeRequest : IRequest<CustomerVerdictInput>
{
    /// <summary>The reason.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// true (default): staff relay what the customer said. false: the customer says it directly, through web or chat alone.
    /// </summary>
    public bool? Relayed { get; init; }

    public CustomerVerdictInput ToInput(RequestContext context, ValidationErrors errors) =>
        CustomerVerdictInput.Parse(Relayed, "reason", Reason, errors);
}

/// <summary>A validated confirmation or dispute, relayed by staff or sent by the customer.</summary>
internal sealed record CustomerVerdictInput(bool Relayed, string? Text)
{
    /// <summary>The channels in which customers write themselves; in all others, staff record what customers say.</summary>
    private static readonly string[] CustomersOwn = ["web", "chat"];

    public static CustomerVerdictInput Parse(bool? relayed, string field, string? text, ValidationErrors errors) =>
        new(relayed ?? true, errors.ParseText(field, text, Limits.Text));

    /// <summary>Null if this caller may say it: staff relay it, and customers say it through channels of their own.</summary>
    public Problem? ValidateSpeaker(Origin origin) => Relayed || CustomersOwn.Contains(origin.Channel)
        ? null
        : Problem.From(Problems.NotTheCustomer, $"The request came through {origin.Channel}.")
            with { Errors = [new FieldFault("relayed", "can be false through web or chat only, where customers speak for themselves")] };
}
