using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>
/// The purpose of contacting a customer. The list is open: a newer service may send other values, which survive a round trip.
/// </summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<Purpose>))]
public readonly record struct Purpose(string Value) : IOpenValue<Purpose>
{
    /// <summary><c>survey</c>.</summary>
    public static Purpose Survey { get; } = new("survey");

    /// <summary><c>review</c>.</summary>
    public static Purpose Review { get; } = new("review");

    /// <summary><c>marketing</c>.</summary>
    public static Purpose Marketing { get; } = new("marketing");

    /// <summary><c>courtesy-call</c>.</summary>
    public static Purpose CourtesyCall { get; } = new("courtesy-call");

    Purpose IOpenValue<Purpose>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
