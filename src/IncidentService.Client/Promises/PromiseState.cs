using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The state of a promise. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<PromiseState>))]
public readonly record struct PromiseState(string Value) : IOpenValue<PromiseState>
{
    /// <summary>Not due yet.</summary>
    public static PromiseState Open { get; } = new("open");

    /// <summary>Due, and nobody has answered for it.</summary>
    public static PromiseState Overdue { get; } = new("overdue");

    /// <summary>Kept.</summary>
    public static PromiseState Kept { get; } = new("kept");

    /// <summary>Broken.</summary>
    public static PromiseState Broken { get; } = new("broken");

    /// <summary>Withdrawn.</summary>
    public static PromiseState Withdrawn { get; } = new("withdrawn");

    PromiseState IOpenValue<PromiseState>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
