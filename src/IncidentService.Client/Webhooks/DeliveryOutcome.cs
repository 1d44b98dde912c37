using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>What came of an attempt to send. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<DeliveryOutcome>))]
public readonly record struct DeliveryOutcome(string Value) : IOpenValue<DeliveryOutcome>
{
    /// <summary>Delivered.</summary>
    public static DeliveryOutcome Delivered { get; } = new("delivered");

    /// <summary>The receiver answered with another status than 2xx.</summary>
    public static DeliveryOutcome Status { get; } = new("status");

    /// <summary>It did not answer in time.</summary>
    public static DeliveryOutcome Timeout { get; } = new("timeout");

    /// <summary>It could not be reached, or the line broke.</summary>
    public static DeliveryOutcome Connection { get; } = new("connection");

    /// <summary>Its certificate is not good.</summary>
    public static DeliveryOutcome Certificate { get; } = new("certificate");

    /// <summary>Its address is one that is not sent to.</summary>
    public static DeliveryOutcome Address { get; } = new("address");

    /// <summary>The service made a mistake.</summary>
    public static DeliveryOutcome Fault { get; } = new("fault");

    DeliveryOutcome IOpenValue<DeliveryOutcome>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
