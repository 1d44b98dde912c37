using IncidentService.Changes;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;

namespace IncidentService.Erasure;

internal static class ErasureEndpoints
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/erasures", Erase).WithTags("Erasure").RequireScope(Scopes.Admin).Describe(ErasureContract.Erase);

    private static Task<Reply<Ok<Erasure>>> Erase(
        Body<ErasureRequest, ErasureInput> body, WriteRequest request) => request.Change<Erasure, Reply<Ok<Erasure>>>(
        async change => await ErasureChanges.Erase(change, body.Value),
        erasure => Reply.Ok(erasure));
}
