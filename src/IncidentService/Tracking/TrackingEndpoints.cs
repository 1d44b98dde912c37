using IncidentService.Audit.Recording;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.OpenApi.Operations;
using IncidentService.Resolution;
using IncidentService.Timeline.Lines;
using IncidentService.Tracking.Access;
using IncidentService.Tracking.Views;

namespace IncidentService.Tracking;

/// <summary>What the customer's page calls. None of it needs a key; every call counts against the limits of its address.</summary>
internal static class TrackingEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/tracking").WithTags("Customer's page");
        group.AddEndpointFilterFactory(ParameterFilter.Validate);
        group.AddEndpointFilter(CountRequest);
        group.AddEndpointFilterFactory(RequestAuditing.RecordReads);
        group.MapPost("/views", Open).Describe(TrackingContract.Open);
        group.MapPost("/link-views", OpenLink).Describe(TrackingContract.OpenLink);
        var incident = group.MapGroup("/incidents/{number}");
        incident.MapGet("", Read).Describe(TrackingContract.Read);
        incident.MapPost("/confirmation", Confirm).Describe(TrackingContract.Confirm);
        incident.MapPost("/dispute", Dispute).Describe(TrackingContract.Dispute);
        incident.MapPost("/messages", AddMessage).Describe(TrackingContract.AddMessage);
        incident.MapPut("/no-more-questions", OptOut).Describe(TrackingContract.OptOut);
    }

    private static ValueTask<object?> CountRequest(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        return http.RequestServices.GetRequiredService<CustomerLimits>().CountRequest(http) is { } wait
            ? ValueTask.FromResult<object?>((HttpReply)wait)
            : next(invocation);
    }

    private static async Task<Reply<Ok<CustomerView>>> Open(
        Body<CustomerViewRequest, CustomerViewInput> body, HttpContext http, CustomerAccess access) =>
        (await access.Open(http, body.Value)).Try(out var view, out var problem) ? Show(view, http) : problem;

    private static async Task<Reply<Ok<CustomerView>>> OpenLink(
        Body<CustomerLinkRequest, string> body, HttpContext http, CustomerAccess access) =>
        (await access.OpenLink(http, body.Value)).Try(out var view, out var problem) ? Show(view, http) : problem;

    private static Reply<Ok<CustomerView>> Show(CustomerView view, HttpContext http)
    {
        AuditedRequest.From(http).Number = view.Incident.Number;
        return Reply.Ok(view);
    }

    private static async Task<Reply<Ok<CustomerIncident>>> Read(
        CustomerCall call, CustomerNumber number, HttpContext http, CustomerAccess access) =>
        (await access.Find(http, call, number.Value)).Try(out var incident, out var problem) ? Reply.Ok(incident) : problem;

    private static Task<Reply<Ok<CustomerIncident>>> Confirm(
        CustomerCall call, CustomerNumber number, Body<CustomerConfirmationRequest, CustomerVerdictInput> body) => call.Change(
        number.Value, (change, incident, _) => TrackingChanges.Confirm(change, incident, body.Value), CustomerCall.Show);

    private static Task<Reply<Ok<CustomerIncident>>> Dispute(
        CustomerCall call, CustomerNumber number, Body<CustomerDisputeRequest, CustomerVerdictInput> body) => call.Change(
        number.Value,
        (change, incident, _) => Task.FromResult(TrackingChanges.Dispute(change, incident, body.Value)),
        CustomerCall.Show);

    private static Task<Reply<Ok<CustomerIncident>>> AddMessage(
        CustomerCall call, CustomerNumber number, Body<CustomerMessageRequest, LineInput> body) => call.Change(
        number.Value,
        (change, incident, proof) => TrackingChanges.AddMessage(change, incident, proof, body.Value),
        CustomerCall.Show);

    private static Task<Reply<NoContent>> OptOut(CustomerCall call, CustomerNumber number) => call.Change(
        number.Value, TrackingChanges.OptOut, (_, _, _) => Task.FromResult(Reply.NoContent()));
}
