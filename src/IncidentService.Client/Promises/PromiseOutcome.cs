using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>What somebody says became of a promise. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<PromiseOutcome>))]
public readonly record struct PromiseOutcome(string Value) : IOpenValue<PromiseOutcome>
{
    /// <summary>Kept.</summary>
    public static PromiseOutcome Kept { get; } = new("kept");

    /// <summary>Broken; answered for with a note that says why.</summary>
    public static PromiseOutcome Broken { get; } = new("broken");

    /// <summary>Withdrawn.</summary>
    public static PromiseOutcome Withdrawn { get; } = new("withdrawn");

    PromiseOutcome IOpenValue<PromiseOutcome>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
