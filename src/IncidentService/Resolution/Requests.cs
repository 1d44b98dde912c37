using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Timeline;

namespace IncidentService.Resolution;

/// <summary>Resolves an incident.</summary>
internal sealed record ResolutionRequest
{
    /// <summary>What the customer was told. It becomes an outgoing message in the timeline.</summary>
    public required string Told { get; init; }

    /// <summary>An internal note that the customer does not see.</summary>
    public string? Note { get; init; }

    public GivenLine ReadTold(Faults faults) => new(Directions.Out, faults.Prose("told", Told, Limits.Text, required: true) ?? "", false, null, null);

    public string? ReadNote(Faults faults) => faults.Prose("note", Note, Limits.Text);
}

/// <summary>The customer confirms the resolution.</summary>
internal sealed record ConfirmationRequest
{
    /// <summary>true (default): staff relay what the customer said. false: the customer says it directly, through web or chat.</summary>
    public bool? Relayed { get; init; }

    /// <summary>What else was said.</summary>
    public string? Note { get; init; }

    public GivenWord Read(Origin origin, Faults faults) => GivenWord.Read(Relayed, "note", Note, origin, faults);
}

/// <summary>The customer disputes the resolution.</summary>
internal sealed record DisputeRequest
{
    /// <summary>The reason.</summary>
    public string? Reason { get; init; }

    /// <summary>true (default): staff relay what the customer said. false: the customer says it directly, through web or chat.</summary>
    public bool? Relayed { get; init; }

    public GivenWord Read(Origin origin, Faults faults) => GivenWord.Read(Relayed, "reason", Reason, origin, faults);
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
