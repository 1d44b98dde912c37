using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Storage.Sql;

namespace IncidentService.Incidents.Cards;

/// <summary>What lookups need to know of an incident that they found.</summary>
internal interface IFoundIncident
{
    long Id { get; }
    IncidentNumber Number { get; }

    /// <summary>The requested number, if its incident was merged into this one.</summary>
    IncidentNumber? AskedFor { get; }
    string State { get; }
    string WaitingOn { get; }
    Instant UpdatedAt { get; }
    Instant? ErasedAt { get; }
}

/// <summary>An incident that was found, and its card: as it is stored, or put together.</summary>
internal sealed record FoundCard(IFoundIncident Incident, Card Card)
{
    public static FoundCard From(CardParts parts) => new(parts.Incident, Card.From(parts));

    /// <summary>Null if there is no stored card, or if it is damaged.</summary>
    public static FoundCard? From(StoredCard? stored) =>
        stored?.ToCard() is { } card ? new FoundCard(new StoredIncident(stored.Id, card), card) : null;

    /// <summary>As its stored card shows it.</summary>
    private sealed class StoredIncident(long id, Card card) : IFoundIncident
    {
        public long Id => id;
        public IncidentNumber Number => card.Number;
        public IncidentNumber? AskedFor => card.AskedFor;
        public string State => card.State;
        public string WaitingOn => card.WaitingOn;
        public Instant UpdatedAt => card.UpdatedAt;
        public Instant? ErasedAt => card.PersonalDataRemovedAt;
    }
}
