using System.Security.Cryptography;
using System.Text;
using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Storage;

namespace IncidentService.Http;

/// <summary>Changes as requests ask for them: carried out once for each Idempotency-Key, and answered with what is stored for a repetition.</summary>
internal sealed class Changes(Store store, InFlight inFlight)
{
    /// <summary>Runs a change; with a command, once for it however often it is sent.</summary>
    public Task<Reply> Run(CommandKey? command, Func<Transaction, Task<Reply>> change, CancellationToken cancellation) => command is null
        ? RunOnce(null, change, cancellation)
        : inFlight.Run(command, () => RunOnce(command, change, cancellation), cancellation);

    /// <summary>What a command was answered, where it was; null when it has to be carried out.</summary>
    public async Task<Reply?> Replay(CommandKey command)
    {
        var now = Instant.Now(store.Clock);
        return await store.Read(session => session.FindReply(command, now)) is { } stored ? Replay(command, stored) : null;
    }

    private async Task<Reply> RunOnce(CommandKey? command, Func<Transaction, Task<Reply>> change, CancellationToken cancellation)
    {
        var outcome = await store.Change<Reply>(
            async transaction =>
            {
                if (command is not null && await transaction.FindReply(command, transaction.Now) is { } stored) return AsOutcome(Replay(command, stored));
                var reply = await change(transaction);
                if (command is not null && reply.Accepted) await transaction.AddReply(command, Stored(reply, command, transaction));
                return AsOutcome(reply);
            },
            cancellation);
        return outcome.Try(out var answered, out var problem) ? answered : problem;
    }

    /// <summary>A refused reply undoes the change. (Two returns: in one expression the problem would become a reply first, and succeed.)</summary>
    private static Outcome<Reply> AsOutcome(Reply reply)
    {
        if (reply.Problem is { } problem) return problem;
        return reply;
    }

    private static Reply Replay(CommandKey command, StoredReply stored)
    {
        if (!CryptographicOperations.FixedTimeEquals(stored.Fingerprint, command.Fingerprint)) return Problem.Of(Problems.IdempotencyKeyReused);
        if (stored.Body is null) return Problem.Of(Problems.ReplayErased, stored.Location);
        return Reply.Again(stored.Status, Encoding.UTF8.GetBytes(stored.Body), stored.Etag, stored.Location);
    }

    private static StoredReply Stored(Reply reply, CommandKey command, Transaction transaction) => new()
    {
        Id = transaction.NewId(),
        Fingerprint = command.Fingerprint,
        IncidentId = reply.IncidentId,
        Status = reply.Status,
        Etag = reply.ETag,
        Location = reply.Location,
        AnsweredAt = transaction.Now,
        Body = reply is { KeepBody: true, Body: { } body } ? Encoding.UTF8.GetString(body) : null,
    };
}
