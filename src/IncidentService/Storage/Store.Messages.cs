using Dapper;

namespace IncidentService.Storage;

/// <summary>Where a message that came in went to.</summary>
internal sealed class RecordedMessage
{
    public long IncidentId { get; init; }
    public int Sequence { get; init; }
}

internal sealed partial class Store
{
    public Task<RecordedMessage?> FindMessage(Transaction transaction, string system, string messageId) =>
        transaction.Connection.QuerySingleOrDefaultAsync<RecordedMessage?>(
            "SELECT incident_id, sequence FROM messages WHERE system = @system AND message_id = @messageId", new { system, messageId });

    public Task RecordMessage(Transaction transaction, string system, string messageId, long incidentId, int sequence) =>
        transaction.Connection.ExecuteAsync(
            "INSERT INTO messages (system, message_id, incident_id, sequence) VALUES (@system, @messageId, @incidentId, @sequence)",
            new { system, messageId, incidentId, sequence });
}
