using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Keys;

namespace IncidentService.Erasure;

internal static class ErasureEndpoints
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/erasures", Erase).WithTags("Erasure").Named("erasePersonalData", Scopes.Admin, Operations.ErasePersonalData);

    private static Task<Reply> Erase(Body<ErasureRequest, GivenErasure> body, Call call) => call.Change<Erasure>(
        async change => await new Erasing(change).Erase(body.Value),
        erasure => Reply.Ok(erasure, Json.Wire.Erasure));
}
