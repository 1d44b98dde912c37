using IncidentNumbers;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage.Sql;

/// <summary>The incident with a number, and its card as it is stored: null if the card of this version is not stored.</summary>
internal sealed class StoredCard
{
    public long Id { get; init; }
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

    private static readonly string ByNumber =
        $"""
        SELECT i.id, i.version, i.number, c.compressed, c.body FROM numbers n JOIN incidents i ON i.id = n.incident_id
        LEFT JOIN cards c ON c.incident_id = i.id AND c.version = i.version AND c.format = {RenderedCard.Format} AND i.version <> @known
        WHERE n.number = @number AND i.survivor_id IS NULL
        """;

    private static readonly BatchQuery<StoredCard> ByNumberInBatch = Batches.QueryBy<StoredCard>(["number", "known"], ByNumber);

    /// <summary>
    /// The incident with this number, with its card unless the caller knows that version; null if there is none or if it was merged.
    /// </summary>
    public static async Task<StoredCard?> FindStoredCard(this Session session, IncidentNumber number, long known)
    {
        BatchedQuery[] query = [new(ByNumberInBatch, number.Value, known)];
        if (session.Dialect.BatchesReads) return (await session.ReadBatch(query, ByNumberInBatch.Read)).SingleOrDefault();
        if (!session.Dialect.IsRemote)
            return (await session.ReadInTurn(query, results => results.Read(ByNumberInBatch))).SingleOrDefault();
        return await session.QuerySingleOrDefault<StoredCard?>(ByNumber, new { number, known });
    }

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

    /// <summary>
    /// Deletes the outdated ones of the next cards, in the order of their incidents' ids, and returns up to which id; null after the last
    /// one. A program that knows of no stored cards may have removed personal data that these still hold.
    /// </summary>
    public static async Task<long?> DeleteOutdatedCards(this Transaction transaction, long after, int next)
    {
        var last = await transaction.ExecuteScalar<long?>(
            $"""
            SELECT max(n.incident_id) FROM (
                SELECT c.incident_id FROM cards c WHERE c.incident_id > @after ORDER BY c.incident_id {transaction.Dialect.Take}) n
            """,
            new { after, take = next });
        transaction.Write(
            """
            DELETE FROM cards WHERE incident_id > @after AND incident_id <= @last
                AND EXISTS (SELECT 1 FROM incidents i WHERE i.id = cards.incident_id AND i.version <> cards.version)
            """,
            new { after, last });
        return last;
    }

    /// <summary>The newest incidents before an id that have no card of their version, newest first.</summary>
    public static Task<IReadOnlyList<IncidentVersion>> ListWithoutCard(this Session session, long before, int take) =>
        session.Query<IncidentVersion>(
            $"""
            SELECT i.id, i.version, i.number FROM incidents i
            LEFT JOIN cards c ON c.incident_id = i.id AND c.version = i.version AND c.format = {RenderedCard.Format}
            WHERE i.id < @before AND i.survivor_id IS NULL AND c.incident_id IS NULL ORDER BY i.id DESC {session.Dialect.Take}
            """,
            new { before, take });

    /// <summary>Down to which id the incidents have been given their cards; null if that has not begun, and 0 if all have theirs.</summary>
    public static Task<long?> FindFilledTo(this Session session) => session.ExecuteScalar<long?>(
        "SELECT filled_to FROM card_formats WHERE format = @Format", new { RenderedCard.Format });

    public static void SaveFilledTo(this Transaction transaction, long id)
    {
        transaction.Write("DELETE FROM card_formats WHERE format = @Format", new { RenderedCard.Format });
        transaction.Write(
            "INSERT INTO card_formats (format, filled_to) VALUES (@Format, @id)", new { RenderedCard.Format, id });
    }
}
