using IncidentService.Http;
using IncidentService.Keys;
using IncidentService.OpenApi;

namespace IncidentService.Erasure;

internal static class ErasureEndpoints
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/erasures", Erase).WithTags("Erasure").RequireScope(Scopes.Admin).Describe(ErasureContract.Erase);

    private static Task<HttpReply> Erase(Body<ErasureRequest, ErasureInput> body, WriteRequest request) => request.Change<Erasure>(
        async change => await new ErasureChanges(change).Erase(body.Value),
        erasure => HttpReply.Ok(erasure));
}
