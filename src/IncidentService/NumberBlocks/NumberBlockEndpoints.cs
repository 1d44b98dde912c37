using System.Globalization;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.NumberBlocks;

internal static class NumberBlockEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/number-blocks").WithTags("Number blocks");
        group.MapPost("", Reserve).RequireScope(Scopes.Write).Describe(NumberBlockContract.Reserve);
        group.MapGet("", List).RequireScope(ScopePolicies.WriteOrAdmin).Describe(NumberBlockContract.List);
        group.MapGet("/{block}", Get).RequireScope(ScopePolicies.WriteOrAdmin).Describe(NumberBlockContract.Get);
        v1.MapPut("/incidents/{number}", OpenReserved).WithTags("Incidents")
            .RequireScope(Scopes.Write).Describe(NumberBlockContract.OpenReserved);
    }

    private static Task<Reply> Reserve(Body<NumberBlockRequest, GivenBlock> body, Call call)
    {
        var minted = body.Value.Mint(); // here, so that other changes need not wait for it
        return call.Change<(NumberBlock Block, IReadOnlyList<IncidentNumber> Numbers)>(
            async change =>
            {
                if (body.Value.Untimely(change.Now) is { } untimely) return untimely;
                var block = body.Value.Create(change.Transaction.NewId(), call.Caller.Key.Name, change.Origin, change.Now);
                return (block, await change.Transaction.Reserve(block, minted));
            },
            made => Reply.Created($"/v1/number-blocks/{made.Block.Id}", NumberBlockView.Of(made.Block, made.Numbers), Json.Wire.NumberBlockView));
    }

    private static Task<Reply> List([AsParameters] PageQuery query, HttpContext http, Store store)
    {
        var keyId = HolderSeenBy((Caller)http.User);
        return Paging.Answer(
            query.Input, $"number-blocks\n{keyId}",
            (place, most) => store.Read(session => session.ListBlocks(keyId, place is [var before] ? before : null, most)),
            block => [block.Id],
            (blocks, next) => Reply.Ok(new NumberBlockPage([.. blocks.Select(block => NumberBlockView.Of(block))], next), Json.Wire.NumberBlockPage));
    }

    private static async Task<Reply> Get(string block, HttpContext http, Store store)
    {
        if (!long.TryParse(block, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || await store.ReadSnapshot(session => session.FindBlock(id)) is not { } found
            || (HolderSeenBy((Caller)http.User) is { } keyId && keyId != found.Block.KeyId)) return Problem.Of(Problems.NumberBlockUnknown);
        return Reply.Ok(NumberBlockView.Of(found.Block, found.Numbers), Json.Wire.NumberBlockView);
    }

    /// <summary>The one key whose blocks a caller sees; null where all.</summary>
    private static long? HolderSeenBy(Caller caller) => caller.May(Scopes.Admin) ? null : caller.Key.Id;

    private static Task<Reply> OpenReserved(PathNumber number, Body<OpenRequest, NewIncident> body, Call call) =>
        call.Change(change => Open(change, call, body.Value with { Reserved = number.Value }), CardReply.FoundOrOpened);

    private static async Task<Outcome<FoundOrOpened>> Open(ChangeContext change, Call call, NewIncident given)
    {
        var number = given.Reserved!.Value;
        if (await change.Transaction.FindIssued(number) is not { } issued) return Problem.Of(Problems.NumberNotReserved);
        if (issued.ReservedChannel is null) return Problem.Of(issued.Id is null ? Problems.NumberNotReserved : Problems.NumberTaken);
        if (issued.ReservedChannel != change.Origin.Channel)
            return Problem.Of(Problems.ReservedElsewhere, $"It was reserved by {issued.ReservedBy}, for {issued.ReservedChannel}.");
        var incident = issued.Id is null ? null : await change.Transaction.Lock(number);
        return await FoundOrOpened.Take(change, call, incident, given);
    }
}
