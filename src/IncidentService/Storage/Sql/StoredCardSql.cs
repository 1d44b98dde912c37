using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage.Sql;

/// <summary>The incident with a number, and its card as it is stored: null if the card of this version is not stored.</summary>
internal sealed class StoredCard
{
    public long Version { get; init; }
    public IncidentNumber Number { get; init; }
    public bool? Compressed { get; init; }
    public byte[]? Body { get; init; }

    public byte[]? Json => Body is null ? null : new CardBody(Body, Compressed == true).ToJson();

    public string Tag => IncidentVersion.TagOf(Number, Version);
}

/// <summary>The cards that are stored as they are sent. A card is used only if it is of the version that its incident has now.</summary>
internal static class StoredCardSql
{
    /// <summary>The lease of the replica that fills in cards.</summary>
    public const string FillingLease = "cards";

    private const string CardsMigration = "0017_cards";

    private static readonly CombinedRead<StoredCard> ByNumber = new(
        ["number", "known"],
        $"""
        SELECT i.version, i.number, c.compressed, c.body FROM numbers n JOIN incidents i ON i.id = n.incident_id
        LEFT JOIN cards c ON c.incident_id = i.id AND c.version = i.version AND c.format = {RenderedCard.Format} AND i.version <> @known
        WHERE n.number = @number AND i.survivor_id IS NULL
        """);

    /// <summary>
    /// The incident with this number, with its card unless the caller knows that version; null if there is none or if it was merged.
    /// </summary>
    public static Task<StoredCard?> FindStoredCard(this Store store, IncidentNumber number, long known) =>
        store.Read(ByNumber, number.Value, known);

    /// <summary>Stores the card of an incident that is being opened.</summary>
    public static void AddCard(this Transaction transaction, Incident incident, CardBody body) => transaction.Write(
        "INSERT INTO cards (incident_id, version, format, compressed, body) VALUES (@Id, @Version, @Format, @Compressed, @body)",
        new { incident.Id, incident.Version, RenderedCard.Format, body.Compressed, body });

    /// <summary>Replaces the card of an incident that this transaction has locked.</summary>
    public static void ReplaceCard(this Transaction transaction, Incident incident, CardBody body)
    {
        transaction.Write("DELETE FROM cards WHERE incident_id = @Id", new { incident.Id });
        transaction.AddCard(incident, body);
    }

    /// <summary>Deletes the cards of an incident and of those that were merged into it.</summary>
    public static void DeleteCards(this Transaction transaction, Incident incident) => transaction.Write(
        $"DELETE FROM cards WHERE incident_id {CardSql.OfGroup}", new { incidentId = incident.Id });

    /// <summary>The newest incidents before an id that have no card of their version, newest first.</summary>
    public static Task<IReadOnlyList<IncidentVersion>> ListWithoutCard(this Session session, long before, int take) =>
        session.Query<IncidentVersion>(
            $"""
            SELECT i.id, i.version, i.number FROM incidents i
            LEFT JOIN cards c ON c.incident_id = i.id AND c.version = i.version AND c.format = {RenderedCard.Format}
            WHERE i.id < @before AND i.survivor_id IS NULL AND c.incident_id IS NULL ORDER BY i.id DESC {session.Dialect.Take}
            """,
            new { before, take });

    /// <summary>
    /// Down to which id older incidents have been given their cards; 0 if all have theirs. Null in a register that was migrated from one
    /// without stored cards, as long as a replica may be left that would not delete them.
    /// </summary>
    public static Task<long?> FindFilledTo(this Session session) => session.ExecuteScalar<long?>(
        "SELECT filled_to FROM card_formats WHERE format = @Format", new { RenderedCard.Format });

    /// <summary>When the register was given the table of cards.</summary>
    public static async Task<Instant> FindCardsSince(this Session session) => new(await session.ExecuteScalar<long>(
        "SELECT applied_at FROM migrations WHERE name = @CardsMigration", new { CardsMigration }));

    public static void SaveFilledTo(this Transaction transaction, long id)
    {
        transaction.Write("DELETE FROM card_formats WHERE format = @Format", new { RenderedCard.Format });
        transaction.Write(
            "INSERT INTO card_formats (format, filled_to) VALUES (@Format, @id)", new { RenderedCard.Format, id });
    }
}
