using System.Security.Cryptography;
using System.Text;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Changes;

/// <summary>Runs changes once per Idempotency-Key; a repeated request gets the stored reply.</summary>
internal sealed class IdempotentChanges(Store store, ServiceSettings settings, InFlightRequests inFlight)
{
    /// <summary>
    /// Runs a change, saves it and then builds the reply from its result, all in one transaction. Of the changes that create the same
    /// thing, this replica runs one first.
    /// </summary>
    public Task<TReply> Run<T, TReply>(
        WriteRequest request, Func<ChangeContext, Task<Outcome<T>>> change, Func<ChangeContext, T, Task<TReply>> respond,
        IEnumerable<string> creates)
        where TReply : IReply<TReply>
    {
        return request.IdempotencyCommand is { } command
            ? inFlight.Run(command, RunInTurn, () => RunAgain(command), request.Cancellation)
            : RunInTurn();

        Task<TReply> RunInTurn() => inFlight.Run(creates, RunOnce, request.Cancellation);

        Task<TReply> RunOnce(bool mayExist) => this.RunOnce(request, change, respond, mayExist);

        // The same request has just run. Reading its reply first is cheaper than a constraint violation.
        async Task<TReply> RunAgain(CommandKey repeated) =>
            await Replay(repeated) is { } known ? Reply<TReply>(request, AsOutcome(known)) : await RunOnce(mayExist: true);
    }

    /// <summary>The stored reply to a command; null if the command has not been carried out yet.</summary>
    public async Task<HttpReply?> Replay(CommandKey command)
    {
        var now = Instant.Now(store.Clock);
        return await store.Read(session => session.FindReply(command, now)) is { } stored ? Replay(command, stored) : null;
    }

    private async Task<TReply> RunOnce<T, TReply>(
        WriteRequest request, Func<ChangeContext, Task<Outcome<T>>> change, Func<ChangeContext, T, Task<TReply>> respond,
        bool mayExist)
        where TReply : IReply<TReply>
    {
        var outcome = await store.Change<HttpReply>(
            async transaction =>
            {
                transaction.ReadsBeforeWriting |= mayExist;
                if (transaction.ReadsBeforeWriting && await FindReply(request, transaction) is { } known) return AsOutcome(known);
                var context = new ChangeContext(transaction, settings, request.Origin, request.Caller);
                var reply = await RunOnce(context, change, respond);
                if (reply.IsSuccess) transaction.AddAudit([request.Audited.Changed(reply) with { OccurredAt = transaction.Now }]);
                if (request.IdempotencyCommand is not { } command) return AsOutcome(reply);
                if (reply.IsSuccess) transaction.AddReply(command, Stored(reply, command, transaction));
                else if (!transaction.ReadsBeforeWriting) // it may be refused because it was carried out already
                    throw new ConcurrencyConflictException();
                return AsOutcome(reply);
            },
            request.Cancellation);
        return Reply<TReply>(request, outcome);
    }

    private static TReply Reply<TReply>(WriteRequest request, Outcome<HttpReply> outcome)
        where TReply : IReply<TReply>
    {
        if (!outcome.Try(out var answered, out var problem)) return TReply.From(problem);
        request.Audited.IsRecorded = !answered.Replayed;
        return TReply.From(answered);
    }

    private static async Task<HttpReply> RunOnce<T, TReply>(
        ChangeContext context, Func<ChangeContext, Task<Outcome<T>>> change, Func<ChangeContext, T, Task<TReply>> respond)
        where TReply : IReply<TReply>
    {
        if (!(await change(context)).Try(out var result, out var refused)) return refused;
        await context.Transaction.SaveIncidents();
        return (await respond(context, result)).Untyped;
    }

    private static async Task<HttpReply?> FindReply(WriteRequest request, Transaction transaction) =>
        request.IdempotencyCommand is { } command && await transaction.FindReplyOrMakeRoom(command) is { } stored
            ? Replay(command, stored)
            : null;

    /// <summary>
    /// A reply with a problem undoes the change. It takes two returns: a conditional expression would convert the problem to a reply first,
    /// which counts as success.
    /// </summary>
    private static Outcome<HttpReply> AsOutcome(HttpReply reply)
    {
        if (reply.Problem is { } problem) return problem;
        return reply;
    }

    private static HttpReply Replay(CommandKey command, StoredReply stored)
    {
        if (!CryptographicOperations.FixedTimeEquals(stored.Fingerprint, command.Fingerprint))
            return Problem.From(Problems.IdempotencyKeyReused);
        if (stored.Body is null) return Problem.From(Problems.ReplayErased, stored.Location);
        return HttpReply.Replay(stored.Status, Encoding.UTF8.GetBytes(stored.Body), stored.Etag, stored.Location);
    }

    private static StoredReply Stored(HttpReply reply, CommandKey command, Transaction transaction) => new()
    {
        Id = transaction.NewId(),
        Fingerprint = command.Fingerprint,
        IncidentId = reply.ShowsSeveralIncidents ? StoredReply.SeveralIncidents : reply.IncidentId,
        Status = reply.Status,
        Etag = reply.ETag,
        Location = reply.Location,
        AnsweredAt = transaction.Now,
        Body = reply is { StoresBody: true, Body: { } body } ? Encoding.UTF8.GetString(body) : null,
    };
}
