using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The state of a webhook. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<WebhookState>))]
public readonly record struct WebhookState(string Value) : IOpenValue<WebhookState>
{
    /// <summary>Events are delivered.</summary>
    public static WebhookState Active { get; } = new("active");

    /// <summary>Events wait until it is resumed.</summary>
    public static WebhookState Paused { get; } = new("paused");

    /// <summary>The receiver responded 410 (Gone): it wants no more events.</summary>
    public static WebhookState Ended { get; } = new("ended");

    WebhookState IOpenValue<WebhookState>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
