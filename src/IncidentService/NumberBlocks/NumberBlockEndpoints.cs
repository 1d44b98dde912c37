using System.Globalization;
using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Http;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.NumberBlocks;

internal static class NumberBlockEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/number-blocks").WithTags("Number blocks");
        group.MapPost("", Reserve).RequireScope(Scopes.Write).Describe(NumberBlockContract.Reserve);
        group.MapGet("", List).RequireScope(ScopePolicies.WriteOrAdmin).Describe(NumberBlockContract.List);
        group.MapGet("/{block}", Get).RequireScope(ScopePolicies.WriteOrAdmin).Describe(NumberBlockContract.Get);
        v1.MapPut("/incidents/{number}", OpenReserved).ExceptSearch().WithTags("Incidents")
            .RequireScope(Scopes.Write).Describe(NumberBlockContract.OpenReserved);
    }

    private static Task<Reply<Created<NumberBlockView>>> Reserve(Body<NumberBlockRequest, NumberBlockInput> body, WriteRequest request)
    {
        var minted = body.Value.Mint(); // outside of the transaction, so that other changes do not wait for it
        return request.Change<(NumberBlock Block, IReadOnlyList<IncidentNumber> Numbers), Reply<Created<NumberBlockView>>>(
            async change =>
            {
                if (body.Value.ValidateTimes(change.Now) is { } untimely) return untimely;
                var block = body.Value.Create(change.Transaction.NewId(), request.Caller.Key.Name, change.Origin, change.Now);
                return (block, await change.Transaction.AddBlock(block, minted));
            },
            made => Reply.Created(
                $"/v1/number-blocks/{made.Block.Id}", NumberBlockView.From(made.Block, made.Numbers)));
    }

    private static Task<Reply<Ok<NumberBlockPage>>> List([AsParameters] PageQuery query, HttpContext http, Store store)
    {
        var keyId = VisibleHolder((Caller)http.User);
        return Paging.Page(
            query.Input, $"number-blocks\n{keyId}",
            (place, most) => store.Read(session => session.ListBlocks(keyId, place is [var before] ? before : null, most)),
            block => [block.Id],
            (blocks, next) => Reply.Ok(
                new NumberBlockPage([.. blocks.Select(block => NumberBlockView.From(block))], next)));
    }

    private static async Task<Reply<Ok<NumberBlockView>>> Get(string block, HttpContext http, Store store)
    {
        if (!long.TryParse(block, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || await store.ReadSnapshot(session => session.FindBlock(id)) is not { } found
            || (VisibleHolder((Caller)http.User) is { } keyId && keyId != found.Block.KeyId))
                return Problem.From(Problems.NumberBlockUnknown);
        return Reply.Ok(NumberBlockView.From(found.Block, found.Numbers));
    }

    /// <summary>The key whose blocks the caller sees; null for the blocks of all keys.</summary>
    private static long? VisibleHolder(Caller caller) => caller.May(Scopes.Admin) ? null : caller.Key.Id;

    private static Task<VersionedReply<Created<Card>, Ok<Card>>> OpenReserved(
        PathNumber number, Body<OpenRequest, IncidentInput> body, [AcceptsIfMatch] WriteRequest request) =>
        request.Change(
            change => Open(change, request, body.Value with { Reserved = number.Value }), CardReply.FoundOrOpened,
            $"incident {number.Value}");

    private static async Task<Outcome<FoundOrOpened>> Open(ChangeContext change, WriteRequest request, IncidentInput input)
    {
        var number = input.Reserved!.Value;
        if (await change.Transaction.FindIssuedNumber(number) is not { } issued) return Problem.From(Problems.NumberNotReserved);
        if (issued.ReservedChannel is null) return Problem.From(issued.Id is null ? Problems.NumberNotReserved : Problems.NumberTaken);
        if (issued.ReservedChannel != change.Origin.Channel)
            return Problem.From(Problems.ReservedElsewhere, $"It was reserved by {issued.ReservedBy}, for {issued.ReservedChannel}.");
        var incident = issued.Id is null ? null : await change.Transaction.LockIncident(number);
        return await IncidentChanges.FindOrOpen(change, request, incident, input);
    }
}
