using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>
/// What the service did to a field of a message. The list is open: a newer service may send other values, which survive a round trip.
/// </summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<AdjustmentChange>))]
public readonly record struct AdjustmentChange(string Value) : IOpenValue<AdjustmentChange>
{
    /// <summary>It was longer than the limit and was cut at its end.</summary>
    public static AdjustmentChange Cut { get; } = new("cut");

    /// <summary>Control characters and halves of characters were replaced.</summary>
    public static AdjustmentChange ControlsReplaced { get; } = new("controls-replaced");

    /// <summary>The sender identifies nobody and was kept as text.</summary>
    public static AdjustmentChange KeptAsText { get; } = new("kept-as-text");

    /// <summary>There was no text: it was taken from the HTML.</summary>
    public static AdjustmentChange TakenFromHtml { get; } = new("taken-from-html");

    /// <summary>There was no text: the subject was taken for it.</summary>
    public static AdjustmentChange TakenFromSubject { get; } = new("taken-from-subject");

    /// <summary>There were too many; the last ones were left out.</summary>
    public static AdjustmentChange LeftOut { get; } = new("left-out");

    /// <summary>Another mail with other content has the same Message-ID: this one was recorded under an id of its own.</summary>
    public static AdjustmentChange IdReused { get; } = new("id-reused");

    /// <summary>The sender sends the same subject again and again: the message was held in the incident of the last one.</summary>
    public static AdjustmentChange Loop { get; } = new("loop");

    /// <summary>A number was quoted with one typing error and led to the only incident of the sender that it can mean.</summary>
    public static AdjustmentChange NumberRepaired { get; } = new("number-repaired");

    AdjustmentChange IOpenValue<AdjustmentChange>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
