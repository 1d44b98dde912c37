using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The kind of a promise. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<PromiseKind>))]
public readonly record struct PromiseKind(string Value) : IOpenValue<PromiseKind>
{
    /// <summary>A promise of a person.</summary>
    public static PromiseKind Promise { get; } = new("promise");

    /// <summary>SLA target: acknowledgement.</summary>
    public static PromiseKind Acknowledge { get; } = new("acknowledge");

    /// <summary>SLA target: first response.</summary>
    public static PromiseKind FirstResponse { get; } = new("first-response");

    /// <summary>SLA target: final response.</summary>
    public static PromiseKind FinalResponse { get; } = new("final-response");

    PromiseKind IOpenValue<PromiseKind>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
