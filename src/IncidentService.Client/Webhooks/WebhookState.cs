using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>Whether a webhook is told. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<WebhookState>))]
public readonly record struct WebhookState(string Value) : IOpenValue<WebhookState>
{
    /// <summary>It is told.</summary>
    public static WebhookState Active { get; } = new("active");

    /// <summary>What happens waits for it.</summary>
    public static WebhookState Paused { get; } = new("paused");

    /// <summary>The receiver wants no more (410).</summary>
    public static WebhookState Ended { get; } = new("ended");

    WebhookState IOpenValue<WebhookState>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
