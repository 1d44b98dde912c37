using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Erasure;

internal static class ErasureEndpoints
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/erasures", Erase).WithTags("Erasure").Named("erasePersonalData", Scopes.Admin, Operations.ErasePersonalData);

    private static Task<Reply> Erase(Body<ErasureRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var given = body.Value.Read(rules, faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.Change(async transaction => Reply.Ok(await new Erasing(transaction, call.Origin).Erase(given), Json.Wire.Erasure));
    }
}
