using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>What was promised. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<PromiseKind>))]
public readonly record struct PromiseKind(string Value) : IOpenValue<PromiseKind>
{
    /// <summary>What a person promised.</summary>
    public static PromiseKind Promise { get; } = new("promise");

    /// <summary>SLA target: to acknowledge.</summary>
    public static PromiseKind Acknowledge { get; } = new("acknowledge");

    /// <summary>SLA target: to respond.</summary>
    public static PromiseKind FirstResponse { get; } = new("first-response");

    /// <summary>SLA target: to respond finally.</summary>
    public static PromiseKind FinalResponse { get; } = new("final-response");

    PromiseKind IOpenValue<PromiseKind>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
