using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>
/// A channel between customers and staff. The list is open: a newer service may send other values, which survive a round trip.
/// </summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<Channel>))]
public readonly record struct Channel(string Value) : IOpenValue<Channel>
{
    /// <summary><c>email</c>.</summary>
    public static Channel Email { get; } = new("email");

    /// <summary><c>phone</c>.</summary>
    public static Channel Phone { get; } = new("phone");

    /// <summary><c>store</c>.</summary>
    public static Channel Store { get; } = new("store");

    /// <summary><c>social</c>.</summary>
    public static Channel Social { get; } = new("social");

    /// <summary><c>chat</c>.</summary>
    public static Channel Chat { get; } = new("chat");

    /// <summary><c>web</c>.</summary>
    public static Channel Web { get; } = new("web");

    Channel IOpenValue<Channel>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
