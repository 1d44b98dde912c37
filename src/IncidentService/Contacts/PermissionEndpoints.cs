using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Contacts;

internal static class PermissionEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/contact-permissions").WithTags("Permissions");
        group.MapPost("", Ask).RequireScope(Scopes.Write).Describe(ContactContract.AskPermission);
        group.MapPost("/opt-outs", OptOut).RequireScope(Scopes.Write).Describe(ContactContract.OptOut);
    }

    private static Task<Reply> Ask(
        Body<PermissionRequest, (GivenCustomer Customer, string Purpose)> body, Call call, GuessLimit guesses, HttpContext http) => Decide(
        call, guesses, http, body.Value.Customer, (permitting, incident) => permitting.Ask(body.Value.Customer, body.Value.Purpose, incident));

    private static Task<Reply> OptOut(Body<OptOutRequest, GivenCustomer> body, Call call, GuessLimit guesses, HttpContext http) =>
        Decide(call, guesses, http, body.Value, (permitting, incident) => permitting.OptOut(body.Value, incident));

    /// <summary>A number in a body tells whether it was issued, as one in an address does.</summary>
    private static async Task<Reply> Decide(
        Call call, GuessLimit guesses, HttpContext http, GivenCustomer customer, Func<Permitting, Incident?, Task<Permission>> decide)
    {
        if (customer.Number is not null && guesses.Check(http) is { } wait) return wait;
        var reply = await call.Change<Permission>(
            async change =>
            {
                var incident = customer.Number is { } number ? await change.Transaction.Lock(number) : null;
                if (customer.Number is not null && incident is null) return Problem.Of(Problems.NumberUnknown);
                return await decide(new Permitting(change), incident);
            },
            permission => Reply.Ok(call.Caller.May(Scopes.Read) ? permission : permission with { Until = null }, Json.Wire.Permission));
        if (reply.CostsGuess) guesses.Count(http);
        return reply;
    }
}
