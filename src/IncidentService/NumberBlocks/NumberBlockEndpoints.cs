using System.Globalization;
using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.NumberBlocks;

internal static class NumberBlockEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/number-blocks").WithTags("Number blocks");
        group.MapPost("", Reserve).Named("reserveNumbers", Scopes.Write, Operations.ReserveNumbers);
        group.MapGet("", List).Named("listNumberBlocks", ScopePolicies.WriteOrAdmin, Operations.ListNumberBlocks);
        group.MapGet("/{block}", Get).Named("getNumberBlock", ScopePolicies.WriteOrAdmin, Operations.GetNumberBlock);
        v1.MapPut("/incidents/{number}", OpenReserved).WithTags("Incidents").Named("openReservedIncident", Scopes.Write, Operations.OpenReserved);
    }

    private static Task<Reply> Reserve(Body<NumberBlockRequest> body, Call call, Store store)
    {
        var faults = new Faults();
        var given = body.Value.Read(faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        var minted = given.Mint(); // here, so that other changes need not wait for it
        return call.Change(async transaction =>
        {
            if (given.Untimely(transaction.Now) is { } untimely) return untimely;
            var block = given.Create(transaction.NewId(), call.Caller.Key.Name, call.Origin, transaction.Now);
            var numbers = await transaction.Reserve(block, minted);
            return Reply.Created($"/v1/number-blocks/{block.Id}", NumberBlockView.Of(block, numbers), Json.Wire.NumberBlockView);
        });
    }

    private static async Task<Reply> List(string? limit, string? cursor, HttpContext http, Store store)
    {
        var faults = new Faults();
        var take = faults.PageSize(limit);
        if (!faults.None) return faults.ToProblem();
        var keyId = HolderSeenBy((Caller)http.User);
        return await Paging.Answer(
            cursor, $"number-blocks\n{keyId}", take,
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

    private static Task<Reply> OpenReserved(PathNumber number, Body<OpenRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var given = body.Value.Read(rules, faults) with { Reserved = number.Value };
        return faults.None
            ? call.Change(transaction => Open(transaction, number.Value, given, call, rules))
            : Task.FromResult<Reply>(faults.ToProblem());
    }

    private static async Task<Reply> Open(Transaction transaction, IncidentNumber number, NewIncident given, Call call, Rulebook rules)
    {
        if (await transaction.FindIssued(number) is not { } issued) return Problem.Of(Problems.NumberNotReserved);
        if (issued.ReservedChannel is null) return Problem.Of(issued.Id is null ? Problems.NumberNotReserved : Problems.NumberTaken);
        if (issued.ReservedChannel != call.Origin.Channel) return Problem.Of(Problems.ReservedElsewhere, $"It was reserved by {issued.ReservedBy}, for {issued.ReservedChannel}.");
        var incident = issued.Id is null ? null : await transaction.Lock(number);
        return await IncidentEndpoints.OpenUnlessThere(transaction, incident, given, call, rules);
    }
}
