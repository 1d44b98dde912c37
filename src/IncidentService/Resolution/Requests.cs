using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Timeline;

namespace IncidentService.Resolution;

/// <summary>Resolves an incident.</summary>
internal sealed record ResolutionRequest : IRequest<GivenResolution>
{
    /// <summary>What the customer was told. It becomes an outgoing message in the timeline.</summary>
    public required string Told { get; init; }

    /// <summary>An internal note that the customer does not see.</summary>
    public string? Note { get; init; }

    public GivenResolution ToInput(RequestContext request, Faults faults) => new(
        new GivenLine(Directions.Out, faults.Prose("told", Told, Limits.Text, required: true) ?? "", false, null, null),
        faults.Prose("note", Note, Limits.Text));
}

/// <summary>A resolution request, read.</summary>
internal sealed record GivenResolution(GivenLine Told, string? Note);

/// <summary>The customer confirms the resolution.</summary>
internal sealed record ConfirmationRequest : IRequest<GivenWord>
{
    /// <summary>true (default): staff relay what the customer said. false: the customer says it directly, through web or chat.</summary>
    public bool? Relayed { get; init; }

    /// <summary>What else was said.</summary>
    public string? Note { get; init; }

    public GivenWord ToInput(RequestContext request, Faults faults) => GivenWord.Read(Relayed, "note", Note, request.Origin, faults);
}

/// <summary>The customer disputes the resolution.</summary>
internal sealed record DisputeRequest : IRequest<GivenWord>
{
    /// <summary>The reason.</summary>
    public string? Reason { get; init; }

    /// <summary>true (default): staff relay what the customer said. false: the customer says it directly, through web or chat.</summary>
    public bool? Relayed { get; init; }

    public GivenWord ToInput(RequestContext request, Faults faults) => GivenWord.Read(Relayed, "reason", Reason, request.Origin, faults);
}

/// <summary>The customer's word, passed on or their own, read.</summary>
internal sealed record GivenWord(bool Relayed, string? Text)
{
    /// <summary>Where customers write for themselves; everywhere else somebody of ours takes it down.</summary>
    private static readonly string[] CustomersOwn = ["web", "chat"];

    public static GivenWord Read(bool? relayed, string field, string? text, Origin origin, Faults faults)
    {
        if (relayed is false && !CustomersOwn.Contains(origin.Channel))
            faults.Add("relayed", "can be false through web or chat only, where customers speak for themselves");
        return new GivenWord(relayed ?? true, faults.Prose(field, text, Limits.Text));
    }
}
