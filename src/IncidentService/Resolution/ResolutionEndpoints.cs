using IncidentService.Changes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;

namespace IncidentService.Resolution;

internal static class ResolutionEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}").WithTags("Resolution");
        group.MapPost("/resolution", Resolve).RequireScope(Scopes.Write).Describe(ResolutionContract.Resolve);
        group.MapPost("/confirmation", Confirm).RequireScope(Scopes.Write).Describe(ResolutionContract.Confirm);
        group.MapPost("/dispute", Dispute).RequireScope(Scopes.Write).Describe(ResolutionContract.Dispute);
    }

    private static Task<VersionedReply<Ok<Card>>> Resolve(
        PathNumber number, Body<ResolutionRequest, ResolutionInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value, (change, incident) => ResolutionChanges.Resolve(change, incident, body.Value), CardReply.Changed);

    private static Task<VersionedReply<Ok<Card>>> Confirm(
        PathNumber number, Body<ConfirmationRequest, CustomerVerdictInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value, (change, incident) => ResolutionChanges.Confirm(change, incident, body.Value), CardReply.Changed);

    private static Task<VersionedReply<Ok<Card>>> Dispute(
        PathNumber number, Body<DisputeRequest, CustomerVerdictInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => Task.FromResult(ResolutionChanges.Dispute(change, incident, body.Value)),
            CardReply.Changed);
}
