using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>
/// The outcome of an attempt to deliver. The list is open: a newer service may send other values, which survive a round trip.
/// </summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<DeliveryOutcome>))]
public readonly record struct DeliveryOutcome(string Value) : IOpenValue<DeliveryOutcome>
{
    /// <summary>Delivered.</summary>
    public static DeliveryOutcome Delivered { get; } = new("delivered");

    /// <summary>The receiver responded with a status other than 2xx.</summary>
    public static DeliveryOutcome Status { get; } = new("status");

    /// <summary>It did not respond in time.</summary>
    public static DeliveryOutcome Timeout { get; } = new("timeout");

    /// <summary>It could not be reached, or the connection broke.</summary>
    public static DeliveryOutcome Connection { get; } = new("connection");

    /// <summary>Its certificate is invalid.</summary>
    public static DeliveryOutcome Certificate { get; } = new("certificate");

    /// <summary>Its address is not allowed.</summary>
    public static DeliveryOutcome Address { get; } = new("address");

    /// <summary>The service failed unexpectedly.</summary>
    public static DeliveryOutcome Fault { get; } = new("fault");

    DeliveryOutcome IOpenValue<DeliveryOutcome>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
