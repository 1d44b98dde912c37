using System.Security.Cryptography;
using System.Text;
using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;

namespace IncidentService.Http;

/// <summary>Runs the changes that requests ask for: once for each Idempotency-Key, and answered with what is stored for a repetition.</summary>
internal sealed class Changes(Store store, Rulebook settings, InFlight inFlight)
{
    /// <summary>Runs a change, saves what it changed, and then has the reply made of its result, all in one transaction.</summary>
    public Task<Reply> Run<T>(
        Call call, Func<ChangeContext, Task<Outcome<T>>> change, Func<ChangeContext, T, Task<Reply>> respond) => call.Command is null
        ? RunOnce(call, change, respond)
        : inFlight.Run(call.Command, () => RunOnce(call, change, respond), call.Cancelled);

    /// <summary>What a command was answered, where it was; null when it has to be carried out.</summary>
    public async Task<Reply?> Replay(CommandKey command)
    {
        var now = Instant.Now(store.Clock);
        return await store.Read(session => session.FindReply(command, now)) is { } stored ? Replay(command, stored) : null;
    }

    private async Task<Reply> RunOnce<T>(
        Call call, Func<ChangeContext, Task<Outcome<T>>> change, Func<ChangeContext, T, Task<Reply>> respond)
    {
        var outcome = await store.Change<Reply>(
            async transaction =>
            {
                if (call.Command is { } sent && await transaction.FindReplyOrMakeRoom(sent) is { } stored) return AsOutcome(Replay(sent, stored));
                var context = new ChangeContext(transaction, settings, call.Origin, call.Caller);
                if (!(await change(context)).Try(out var result, out var refused)) return refused;
                await transaction.SaveChanges();
                var reply = await respond(context, result);
                if (call.Command is { } command && reply.Accepted) transaction.AddReply(command, Stored(reply, command, transaction));
                return AsOutcome(reply);
            },
            call.Cancelled);
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
