using System.Text;
using IncidentService.Common;
using IncidentService.Incidents;

namespace IncidentService.Storage.Sql;

/// <summary>
/// The digest of a caller's Idempotency-Key, and the fingerprint (method, address, body) of the request that it came with.
/// </summary>
internal sealed record CommandKey(long KeyId, string Key, byte[] Fingerprint);

/// <summary>The reply to a request with an Idempotency-Key, stored for repetitions of the request.</summary>
internal sealed class StoredReply
{
    /// <summary>
    /// A value of IncidentId: the reply is about several incidents. Its body is erased with the personal data of any of them.
    /// </summary>
    public const long SeveralIncidents = 0;

    public long Id { get; init; }
    public byte[] Fingerprint { get; init; } = [];
    public int Status { get; init; }
    public string? Etag { get; init; }
    public string? Location { get; init; }
    public Instant AnsweredAt { get; init; }

    /// <summary>The incident that the body is about: the body is erased with that incident's personal data.</summary>
    public long? IncidentId { get; init; }

    /// <summary>Null if it was erased or is not stored.</summary>
    public string? Body { get; init; }

    public bool IsExpired(Instant now) => AnsweredAt < now.Plus(-CommandSql.RetentionTime);
}

internal static class CommandSql
{
    public static readonly TimeSpan RetentionTime = TimeSpan.FromHours(72);

    /// <summary>The reply to a command from the last 72 hours; null if the command has to be executed.</summary>
    public static async Task<StoredReply?> FindReply(this Session session, CommandKey command, Instant now) =>
        await session.FindCommand(command) is { } stored && !stored.IsExpired(now) ? stored : null;

    /// <summary>
    /// Like <see cref="FindReply"/>, at the start of a change that executes the command: deletes an expired reply to make room for the new
    /// one. The change does not look again later. If another replica has stored a reply to the same command meanwhile, the insertion fails
    /// and the change is run again.
    /// </summary>
    public static async Task<StoredReply?> FindReplyOrMakeRoom(this Transaction transaction, CommandKey command)
    {
        if (await transaction.FindCommand(command) is not { } stored) return null;
        if (!stored.IsExpired(transaction.Now)) return stored;
        transaction.DeleteCommand(new(command.KeyId, command.Key, stored.Id));
        return null;
    }

    public static void AddReply(this Transaction transaction, CommandKey command, StoredReply reply)
    {
        transaction.Write(
            """
            INSERT INTO commands (key_id, command_key, id, fingerprint, incident_id, status, etag, location, answered_at)
            VALUES (@KeyId, @Key, @Id, @Fingerprint, @IncidentId, @Status, @Etag, @Location, @AnsweredAt)
            """,
            new
            {
                command.KeyId, command.Key, reply.Id, reply.Fingerprint, reply.IncidentId, reply.Status, reply.Etag, reply.Location,
                reply.AnsweredAt
            });
        if (reply.Body is not null) transaction.AddText(reply.Id, 0, reply.Body, null);
    }

    /// <summary>Deletes replies older than 72 hours, at most this many, and returns how many it deleted.</summary>
    public static async Task<int> DeleteOldReplies(this Transaction transaction, int most)
    {
        var old = await transaction.Query<StoredCommand>(
            "SELECT key_id, command_key, id FROM commands WHERE answered_at < @before ORDER BY answered_at " + transaction.Dialect.Take,
            new { before = transaction.Now.Plus(-RetentionTime), take = most });
        foreach (var command in old) transaction.DeleteCommand(command);
        return old.Count;
    }

    /// <summary>
    /// Erases the stored card of an incident and the bodies of replies about it, because they hold its personal data. The records of the
    /// commands stay. Returns the number of replies.
    /// </summary>
    public static Task<int> EraseReplies(this Transaction transaction, Incident incident)
    {
        transaction.DeleteCards(incident);
        return transaction.Execute(
            $"DELETE FROM texts WHERE part = 0 AND owner_id IN (SELECT id FROM commands WHERE incident_id = @several OR incident_id {CardSql.OfGroup})",
            new { incidentId = incident.Id, several = StoredReply.SeveralIncidents });
    }

    public static Task<StoredReply?> FindCommand(this Session session, CommandKey command) => session.QuerySingleOrDefault<StoredReply>(
        """
        SELECT c.id, c.fingerprint, c.status, c.etag, c.location, c.answered_at, t.body
        FROM commands c LEFT JOIN texts t ON t.owner_id = c.id AND t.part = 0
        WHERE c.key_id = @KeyId AND c.command_key = @Key
        """,
        command);

    /// <summary>By its key, which is indexed, and its id: another replica may have replaced it under the same key.</summary>
    private static void DeleteCommand(this Transaction transaction, StoredCommand command)
    {
        transaction.Write("DELETE FROM texts WHERE owner_id = @Id AND part = 0", command);
        transaction.Write("DELETE FROM commands WHERE key_id = @KeyId AND command_key = @CommandKey AND id = @Id", command);
    }

    /// <summary>Where a command is stored, and the owner of its reply's text.</summary>
    private sealed record StoredCommand(long KeyId, string CommandKey, long Id);
}
