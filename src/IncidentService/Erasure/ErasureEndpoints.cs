using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Erasure;

internal static class ErasureEndpoints
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/erasures", Erase).WithTags("Erasure").RequireScope(Scopes.Admin).Describe(ErasureContract.Erase);

    private static Task<Reply> Erase(Body<ErasureRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var given = body.Value.Read(rules, faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.Change(async transaction => Reply.Ok(await new Erasing(transaction, rules, call.Origin).Erase(given), Json.Wire.Erasure));
    }
}
