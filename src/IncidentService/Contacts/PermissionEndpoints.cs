using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Contacts;

internal static class PermissionEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/contact-permissions").WithTags("Permissions");
        group.MapPost("", Ask).Named("askPermission", Scopes.Write, Operations.AskPermission);
        group.MapPost("/opt-outs", OptOut).Named("optOut", Scopes.Write, Operations.OptOut);
    }

    private static Task<Reply> Ask(Body<PermissionRequest> body, Call call, Store store, Rulebook rules, GuessLimit guesses, HttpContext http)
    {
        var faults = new Faults();
        var (customer, purpose) = body.Value.Read(rules, faults);
        return faults.None
            ? Decide(customer!, call, store, rules, guesses, http, (permitting, incident) => permitting.Ask(customer!, purpose!, incident))
            : Task.FromResult<Reply>(faults.ToProblem());
    }

    private static Task<Reply> OptOut(Body<OptOutRequest> body, Call call, Store store, Rulebook rules, GuessLimit guesses, HttpContext http)
    {
        var faults = new Faults();
        var customer = body.Value.Read(rules, faults);
        return faults.None
            ? Decide(customer!, call, store, rules, guesses, http, (permitting, incident) => permitting.OptOut(customer!, incident))
            : Task.FromResult<Reply>(faults.ToProblem());
    }

    /// <summary>A number in a body tells whether it was issued, as one in an address does.</summary>
    private static async Task<Reply> Decide(
        GivenCustomer customer, Call call, Store store, Rulebook rules, GuessLimit guesses, HttpContext http, Func<Permitting, Incident?, Task<Permission>> decide)
    {
        if (customer.Number is not null && guesses.Check(http) is { } wait) return wait;
        var reply = await call.Change(async transaction =>
            {
                var incident = customer.Number is { } number ? await transaction.Lock(number) : null;
                if (customer.Number is not null && incident is null) return Problem.Of(Problems.NumberUnknown);
                var answer = await decide(new Permitting(transaction, rules, call.Origin), incident);
                return Reply.Ok(call.Caller.May(Scopes.Read) ? answer : answer with { Until = null }, Json.Wire.Permission);
            });
        if (reply.CostsGuess) guesses.Count(http);
        return reply;
    }
}
