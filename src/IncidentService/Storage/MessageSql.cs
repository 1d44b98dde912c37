using Dapper;

namespace IncidentService.Storage;

/// <summary>The timeline event in which a received message was recorded.</summary>
internal sealed class RecordedMessage
{
    public long IncidentId { get; init; }
    public int Sequence { get; init; }
}

internal static class MessageSql
{
    public static Task<RecordedMessage?> FindMessage(this Session session, string system, string mark) =>
        session.QuerySingleOrDefault<RecordedMessage?>(
            "SELECT incident_id, sequence FROM messages WHERE system = @system AND message_id = @mark", new { system, mark });

    public static void AddMessage(this Transaction transaction, string system, string mark, long incidentId, int sequence) =>
        transaction.Write(
            "INSERT INTO messages (system, message_id, incident_id, sequence) VALUES (@system, @mark, @incidentId, @sequence)",
            new { system, mark, incidentId, sequence });
}
