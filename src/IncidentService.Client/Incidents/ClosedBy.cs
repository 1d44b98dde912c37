using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>Who closed an incident. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<ClosedBy>))]
public readonly record struct ClosedBy(string Value) : IOpenValue<ClosedBy>
{
    /// <summary>The customer said that it is resolved.</summary>
    public static ClosedBy Customer { get; } = new("customer");

    /// <summary>The customer did not reply for the quiet period.</summary>
    public static ClosedBy Quiet { get; } = new("quiet");

    ClosedBy IOpenValue<ClosedBy>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
