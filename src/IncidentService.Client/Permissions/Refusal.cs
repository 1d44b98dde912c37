using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>
/// Why a customer must not be contacted. The list is open: a newer service may send other values, which survive a round trip.
/// </summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<Refusal>))]
public readonly record struct Refusal(string Value) : IOpenValue<Refusal>
{
    /// <summary>The customer has said "no more".</summary>
    public static Refusal NoMore { get; } = new("no-more");

    /// <summary>There was a survey about this incident.</summary>
    public static Refusal AskedForThisIncident { get; } = new("asked-for-this-incident");

    /// <summary>Permission was granted recently, for any purpose and any incident.</summary>
    public static Refusal AskedRecently { get; } = new("asked-recently");

    Refusal IOpenValue<Refusal>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
