using Dapper;
using IncidentService.Common;

namespace IncidentService.Storage.Sql;

/// <summary>A received message: its timeline event, and the digests that recognise it.</summary>
internal sealed class RecordedMessage
{
    public required string System { get; init; }

    /// <summary>The digest of the message's id.</summary>
    public required string MessageId { get; init; }

    public long IncidentId { get; init; }
    public int Sequence { get; init; }

    /// <summary>
    /// Digests of the parts of the message; null if it was erased, or received by an earlier release. Of an expected one: what happened
    /// to it before it came.
    /// </summary>
    public string? Content { get; init; }

    /// <summary>The digest of sender and subject; null without either.</summary>
    public string? LoopMark { get; init; }

    public Instant? ReceivedAt { get; init; }

    /// <summary>True if it has not come yet: only what happened to it is known.</summary>
    public bool IsExpected => IncidentId == 0;
}

internal static class MessageSql
{
    public static Task<RecordedMessage?> FindMessage(this Session session, string system, string idDigest) =>
        session.QuerySingleOrDefault<RecordedMessage?>(
            """
            SELECT system, message_id, incident_id, sequence, content, loop_mark, received_at
            FROM messages WHERE system = @system AND message_id = @idDigest
            """,
            new { system, idDigest });

    public static void AddMessage(this Transaction transaction, RecordedMessage message) =>
        transaction.Write(
            """
            INSERT INTO messages (system, message_id, incident_id, sequence, content, loop_mark, received_at)
            VALUES (@System, @MessageId, @IncidentId, @Sequence, @Content, @LoopMark, @ReceivedAt)
            """,
            message);

    /// <summary>Replaces the row of a message that has not come yet.</summary>
    public static void ChangeExpected(this Transaction transaction, RecordedMessage message) => transaction.WriteOne(
        """
        UPDATE messages SET incident_id = @IncidentId, sequence = @Sequence, content = @Content, received_at = @ReceivedAt
        WHERE system = @System AND message_id = @MessageId AND incident_id = 0
        """,
        message);

    /// <summary>Records under a digest that an event of another system was processed, and at which line of the timeline.</summary>
    public static void AddProcessed(this Transaction transaction, string system, string digest, long incidentId, int sequence) =>
        transaction.AddMessage(new RecordedMessage
        {
            System = system, MessageId = digest, IncidentId = incidentId, Sequence = sequence, ReceivedAt = transaction.Now,
        });

    /// <summary>The incidents of the messages with this sender and subject, the latest message first.</summary>
    public static Task<IReadOnlyList<long>> ListIncidentIdsOfLoop(this Session session, string mark, Instant since, int take) =>
        session.Query<long>(
            $"""
            SELECT incident_id FROM messages WHERE loop_mark = @mark AND loop_mark IS NOT NULL AND received_at >= @since
            ORDER BY received_at DESC {session.Dialect.Take}
            """,
            new { mark, since, take });

    /// <summary>Removes the digests of an incident's messages: whoever knows a text could recognise it by its digest.</summary>
    public static void EraseMessageDigests(this Transaction transaction, long incidentId) => transaction.Write(
        "UPDATE messages SET content = NULL, loop_mark = NULL WHERE incident_id = @incidentId AND content IS NOT NULL",
        new { incidentId });
}
