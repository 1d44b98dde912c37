using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using IncidentService.Hosting;
using IncidentService.Incidents;

namespace IncidentService.Storage;

/// <summary>The digest of a caller's Idempotency-Key, and the fingerprint (method, address, body) of the request that it came with.</summary>
internal sealed record CommandKey(long KeyId, string Key, byte[] Fingerprint);

internal sealed partial class Store
{
    public static readonly TimeSpan CommandsAreKept = TimeSpan.FromHours(72);

    private sealed class KeptReply
    {
        public long Id { get; init; }
        public byte[] Fingerprint { get; init; } = [];
        public int Status { get; init; }
        public string? Etag { get; init; }
        public string? Location { get; init; }
        public Instant AnsweredAt { get; init; }
        public string? Body { get; init; }
    }

    /// <summary>Forgets what was answered more than 72 hours ago; at most this many in one transaction.</summary>
    public async Task<int> ForgetCommands(int most, CancellationToken cancellation)
    {
        var forgotten = 0;
        await Change(
            null,
            async transaction =>
            {
                var old = (await transaction.Connection.QueryAsync<long>(
                    "SELECT id FROM commands WHERE answered_at < @before ORDER BY answered_at " + dialect.Take,
                    new { before = transaction.Now.Plus(-CommandsAreKept), take = most })).ToList();
                foreach (var id in old) await Forget(transaction.Connection, id);
                forgotten = old.Count;
                return Reply.Empty(StatusCodes.Status204NoContent);
            },
            cancellation);
        return forgotten;
    }

    /// <summary>Which changes were committed, long after anybody could ask.</summary>
    public Task ForgetCommits(CancellationToken cancellation) => runner.Forget(cancellation);

    /// <summary>What a command was answered, where it was; null when it has to be carried out.</summary>
    public Task<Reply?> Replay(CommandKey command) => Read(async connection =>
        await FindCommand(connection, command) is { } kept && kept.AnsweredAt >= Instant.Now(clock).Plus(-CommandsAreKept) ? Replay(command, kept) : null);

    private async Task<Reply> OnceFor(CommandKey command, Change change, Transaction transaction)
    {
        if (await FindCommand(transaction.Connection, command) is { } kept)
        {
            if (kept.AnsweredAt >= transaction.Now.Plus(-CommandsAreKept)) return Replay(command, kept);
            await Forget(transaction.Connection, kept.Id);
        }
        var reply = await change(transaction);
        if (reply.Accepted) await Keep(transaction, command, reply);
        return reply;
    }

    private static Task<KeptReply?> FindCommand(DbConnection connection, CommandKey command) => connection.QuerySingleOrDefaultAsync<KeptReply?>(
        """
        SELECT c.id, c.fingerprint, c.status, c.etag, c.location, c.answered_at, t.body
        FROM commands c LEFT JOIN texts t ON t.owner_id = c.id AND t.part = 0
        WHERE c.key_id = @KeyId AND c.command_key = @Key
        """,
        command);

    private static Reply Replay(CommandKey command, KeptReply kept)
    {
        if (!CryptographicOperations.FixedTimeEquals(kept.Fingerprint, command.Fingerprint)) return Problem.Of(Problems.IdempotencyKeyReused);
        if (kept.Body is null) return Problem.Of(Problems.ReplayErased, kept.Location);
        return Reply.Again(kept.Status, Encoding.UTF8.GetBytes(kept.Body), kept.Etag, kept.Location);
    }

    private async Task Keep(Transaction transaction, CommandKey command, Reply reply)
    {
        var id = ids.Next();
        await transaction.Connection.ExecuteAsync(
            """
            INSERT INTO commands (key_id, command_key, id, fingerprint, incident_id, status, etag, location, answered_at)
            VALUES (@KeyId, @Key, @id, @Fingerprint, @IncidentId, @Status, @ETag, @Location, @Now)
            """,
            new { command.KeyId, command.Key, id, command.Fingerprint, reply.IncidentId, reply.Status, reply.ETag, reply.Location, transaction.Now });
        if (reply is { KeepBody: true, Body: { } body }) await InsertText(transaction.Connection, id, 0, Encoding.UTF8.GetString(body), null);
    }

    /// <summary>What was answered about an incident holds its personal data: the answers go, that they were given stays.</summary>
    public Task<int> ForgetReplies(Transaction transaction, Incident incident) => transaction.Connection.ExecuteAsync(
        $"DELETE FROM texts WHERE part = 0 AND owner_id IN (SELECT id FROM commands WHERE incident_id = @several OR incident_id {OfFamily})",
        new { incidentId = incident.Id, several = Reply.SeveralIncidents });

    private static async Task Forget(DbConnection connection, long commandId)
    {
        await connection.ExecuteAsync("DELETE FROM texts WHERE owner_id = @commandId AND part = 0", new { commandId });
        await connection.ExecuteAsync("DELETE FROM commands WHERE id = @commandId", new { commandId });
    }
}
