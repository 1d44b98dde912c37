using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage.Sql;

/// <summary>The version of an incident, and its card as it is stored, if that was read too.</summary>
internal class StoredCard : IncidentVersion
{
    /// <summary>Null if no card of this version is stored, or if that was not read.</summary>
    public bool? Compressed { get; init; }
    public byte[]? Body { get; init; }

    /// <summary>The search has looked for the stored card, too: <see cref="IsStored"/> says whether there is one.</summary>
    public bool CardWasRead { get; init; }

    public bool IsMerged => Version == 0;

    public bool IsStored => Compressed is not null;

    /// <summary>Null if the body was not read, or is damaged.</summary>
    public byte[]? Json => Body is null ? null : new CardBody(Body, Compressed == true).ToJson();
}

/// <summary>
/// The cards that are stored as they are sent. A card is only ever sent in the version that its incident has now. SQLite and PostgreSQL
/// delete any other by a trigger. SQL Server cannot, because it refuses to lock incidents of a table with a trigger (OUTPUT without INTO).
/// </summary>
internal static class StoredCardSql
{
    /// <summary>The lease of the replica that fills in cards.</summary>
    public const string FillingLease = "cards";

    private const string CardsMigration = "0017_cards";

    private static readonly CombinedRead<StoredCard> OfNumber = new(
        ["number", "known"],
        $"""
        SELECT i.id, CASE WHEN i.survivor_id IS NULL THEN i.version END AS version, i.number, c.compressed,
            CASE WHEN c.version <> @known THEN c.body END AS body
        FROM numbers n JOIN incidents i ON i.id = n.incident_id LEFT JOIN cards c
        ON c.incident_id = i.id AND c.version = i.version AND c.format = {RenderedCard.Format} AND i.survivor_id IS NULL
        WHERE n.number = @number
        """);

    private static readonly CombinedRead<StoredCard> OfIncident = new(
        ["incident", "version", "known"],
        $"""
        SELECT i.id, i.version, c.compressed, CASE WHEN c.version <> @known THEN c.body END AS body
        FROM incidents i JOIN cards c ON c.incident_id = i.id AND c.version = i.version
        WHERE i.id = @incident AND i.version = @version AND i.survivor_id IS NULL AND c.format = {RenderedCard.Format}
        """);

    /// <summary>
    /// The version of the incident with this number, with its card if that is stored, unless the caller knows that version. Null if there
    /// is none.
    /// </summary>
    public static async Task<StoredCard?> FindStoredCard(this Store store, IncidentNumber number, long known)
    {
        var query = store.Dialect.DeletesFormerCards ? CurrentCardSql.OfNumber : OfNumber;
        return await store.Read(query, number.Value, known) is { Id: > 0 } found ? found : null;
    }

    /// <summary>
    /// The stored card of this version of an incident, without its body if the caller knows that version. Null if there is none, or another
    /// version by now.
    /// </summary>
    public static Task<StoredCard?> FindStoredCard(this Session session, IncidentVersion version, long known) =>
        (session.Dialect.DeletesFormerCards ? CurrentCardSql.OfIncident : OfIncident)
            .Find(session, [version.Id, version.Version, known]);

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

/// <summary>
/// Where a trigger deletes former cards, a card that is there is current, and of an incident that was not merged: the incident is looked at
/// only where there is none. The version is null if it was merged.
/// </summary>
internal static class CurrentCardSql
{
    public static readonly CombinedRead<StoredCard> OfNumber = new(
        ["number", "known"],
        $"""
        SELECT coalesce(c.version, (SELECT i.version FROM incidents i WHERE i.id = n.incident_id AND i.survivor_id IS NULL)) AS version,
            n.incident_id AS id, n.number, c.compressed, CASE WHEN c.version <> @known THEN c.body END AS body
        FROM numbers n LEFT JOIN cards c ON c.incident_id = n.incident_id AND c.format = {RenderedCard.Format} WHERE n.number = @number
        """);

    public static readonly CombinedRead<StoredCard> OfIncident = new(
        ["incident", "version", "known"],
        $"""
        SELECT c.incident_id AS id, c.version, c.compressed, CASE WHEN c.version <> @known THEN c.body END AS body FROM cards c
        WHERE c.incident_id = @incident AND c.version = @version AND c.format = {RenderedCard.Format}
        """);
}

/// <summary>
/// Adds the stored card to a query for incidents, where that saves a query: on a server that of the only incident that it leads to, on
/// SQLite those of all, even where hints then make no use of them, which costs less than a text for either case. A card is of the version
/// that its incident has.
/// </summary>
internal static class FoundCardSql
{
    private const string If = "CASE WHEN count(*) OVER () = 1 THEN";

    public static (string Columns, string Join) Of(string incident, ListClauses list, bool onSqlite = true) => (
        list.IsRemote ? $", {If} stored.compressed END AS compressed, {If} stored.body END AS body, {If} 1 ELSE 0 END AS card_was_read"
            : onSqlite ? ", stored.compressed, stored.body, 1 AS card_was_read" : "",
        !list.IsRemote && !onSqlite ? "" : $"""
            LEFT JOIN cards stored
            ON stored.incident_id = {incident}.id AND stored.version = {incident}.version AND stored.format = {RenderedCard.Format}
            """);
}
