using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Erasure;

internal static class ErasureEndpoints
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/erasures", Erase).WithTags("Erasure").RequireScope(Scopes.Admin).Describe(ErasureContract.Erase);

    private static Task<Reply> Erase(Body<ErasureRequest, GivenErasure> body, Call call) => call.Change<Erasure>(
        async change => await new Erasing(change).Erase(body.Value),
        erasure => Reply.Ok(erasure, Json.Wire.Erasure));
}
