using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The outcome of a promise. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<PromiseOutcome>))]
public readonly record struct PromiseOutcome(string Value) : IOpenValue<PromiseOutcome>
{
    /// <summary>Kept.</summary>
    public static PromiseOutcome Kept { get; } = new("kept");

    /// <summary>Broken. A note that says why answers for it.</summary>
    public static PromiseOutcome Broken { get; } = new("broken");

    /// <summary>Withdrawn.</summary>
    public static PromiseOutcome Withdrawn { get; } = new("withdrawn");

    PromiseOutcome IOpenValue<PromiseOutcome>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
