using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Keys.Limiting;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage.Sql;

namespace IncidentService.Contacts.Permissions;

internal static class PermissionEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/contact-permissions").WithTags("Permissions");
        group.MapPost("", Ask).RequireScope(Scopes.Write).Describe(ContactContract.AskPermission);
        group.MapPost("/opt-outs", OptOut).RequireScope(Scopes.Write).Describe(ContactContract.OptOut);
    }

    private static Task<Reply<Ok<Permission>>> Ask(
        Body<PermissionRequest, (CustomerInput Customer, string Purpose)> body,
        WriteRequest request,
        GuessRateLimit guesses,
        HttpContext http) =>
        Decide(
            request, guesses, http, body.Value.Customer,
            (change, incident) => PermissionChanges.Ask(change, body.Value.Customer, body.Value.Purpose, incident));

    private static Task<Reply<Ok<Permission>>> OptOut(
        Body<OptOutRequest, CustomerInput> body, WriteRequest request, GuessRateLimit guesses, HttpContext http) =>
        Decide(request, guesses, http, body.Value, (change, incident) => PermissionChanges.OptOut(change, body.Value, incident));

    /// <summary>
    /// The response reveals whether the number in the body was issued, so it counts as a guess like a number in an address.
    /// </summary>
    private static async Task<Reply<Ok<Permission>>> Decide(
        WriteRequest request,
        GuessRateLimit guesses,
        HttpContext http,
        CustomerInput customer,
        Func<ChangeContext, Incident?, Task<Permission>> decide)
    {
        if (customer.Number is not null && guesses.Check(http) is { } wait) return wait;
        var reply = await request.Change<Permission, Reply<Ok<Permission>>>(
            async change =>
            {
                var incident = customer.Number is { } number ? await change.Transaction.LockIncident(number) : null;
                if (customer.Number is not null && incident is null) return Problem.From(Problems.NumberUnknown);
                return await decide(change, incident);
            },
            permission =>
                Reply.Ok(request.Caller.May(Scopes.Read) ? permission : permission with { Until = null }));
        if (reply.Untyped.CostsGuess) guesses.Count(http);
        return reply;
    }
}
