using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Common.Json;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Storage.Sql;

namespace IncidentService.Lookup.Cards;

/// <summary>An incident that was found, and its card as it is sent: stored, or put together.</summary>
internal sealed class FoundCard(StoredIncident incident, long version, CardJson json)
{
    public StoredIncident Incident => incident;
    public long Version => version;
    public CardJson Json => json;

    public bool IsOf(IncidentVersion other) => (other.Id, other.Version) == (incident.Id, version);

    public static FoundCard From(CardParts parts) => From(new RenderedCard(parts));

    public static FoundCard From(RenderedCard rendered)
    {
        var incident = rendered.Parts.Incident;
        return new(StoredIncident.Of(incident), incident.Version, new CardJson(rendered.Json));
    }

    /// <summary>Null if there is no stored card, or if it is damaged.</summary>
    public static FoundCard? From(StoredCard? stored)
    {
        if (stored?.Json is not { } json) return null;
        try
        {
            if (JsonSerializer.Deserialize(json, JsonTypes.Of<StoredIncident>()) is not { } incident) return null;
            incident.Id = stored.Id;
            return new FoundCard(incident, stored.Version, new CardJson(json));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An incident as its card shows it: the fields of a <see cref="Card"/> that lookups need.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed class StoredIncident : IFoundIncident
{
    [JsonIgnore]
    public long Id { get; set; }
    public required IncidentNumber Number { get; init; }
    public IncidentNumber? AskedFor { get; init; }
    public required string State { get; init; }
    public required string WaitingOn { get; init; }
    public required Instant UpdatedAt { get; init; }

    [JsonPropertyName("personalDataRemovedAt")]
    public Instant? ErasedAt { get; init; }

    public static StoredIncident Of(Incident incident) => new()
    {
        Id = incident.Id,
        Number = incident.Number,
        AskedFor = incident.AskedFor,
        State = incident.State,
        WaitingOn = incident.WaitingOn,
        UpdatedAt = incident.UpdatedAt,
        ErasedAt = incident.ErasedAt,
    };
}
