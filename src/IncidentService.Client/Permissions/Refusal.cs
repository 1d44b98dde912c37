using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>Why a customer is not to be approached. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<Refusal>))]
public readonly record struct Refusal(string Value) : IOpenValue<Refusal>
{
    /// <summary>The customer has said "no more".</summary>
    public static Refusal NoMore { get; } = new("no-more");

    /// <summary>One survey an incident.</summary>
    public static Refusal AskedForThisIncident { get; } = new("asked-for-this-incident");

    /// <summary>Of whatever purpose, about whatever incident.</summary>
    public static Refusal AskedRecently { get; } = new("asked-recently");

    Refusal IOpenValue<Refusal>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
