using System.Diagnostics;
using System.Net.Http.Headers;
using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Incidents;
using IncidentService.Storage.Sql;
using IncidentService.Tracking.Views;

namespace IncidentService.Tracking.Access;

/// <summary>A call of an open page, which has a token in place of a key.</summary>
internal sealed class CustomerCall : IBoundParameter
{
    private HttpContext http = null!;
    private WriteRequest request = null!;

    private CustomerCall() { }

    public Problem? Problem { get; private init; }
    public ViewSubject Subject { get; private init; }

    public static async ValueTask<CustomerCall> BindAsync(HttpContext http)
    {
        if (await FindSubject(http) is not { } subject) return new CustomerCall { Problem = Problem.From(Problems.TrackingViewExpired) };
        var bound = await WriteRequest.ForCustomer(http, Origin.Customer, $"{subject}");
        return bound.Try(out var request, out var refusal)
            ? new CustomerCall { Subject = subject, http = http, request = request }
            : new CustomerCall { Problem = refusal };
    }

    /// <summary>Changes the incident as its customer, once per Idempotency-Key, if the page still proves who that is.</summary>
    public async Task<TReply> Change<TReply>(
        IncidentNumber number, Func<ChangeContext, Incident, Proof, Task<Outcome<Done>>> change,
        Func<ChangeContext, Incident, Proof, Task<TReply>> respond)
        where TReply : IReply<TReply>
    {
        var limits = http.RequestServices.GetRequiredService<CustomerLimits>();
        if ((limits.CheckGuess(http, number) ?? limits.CountChange(number)) is { } wait) return TReply.From(wait);
        var started = Stopwatch.GetTimestamp();
        var reply = await request.Change<(Incident Incident, Proof Proof), TReply>(
            async context =>
            {
                if (await context.Transaction.LockIncident(number) is not { } incident) return Problem.From(Problems.TrackingNotFound);
                if (!(await Prove(context, incident)).Try(out var proof, out var refusal)) return refusal;
                return (await change(context, incident, proof)).Try(out _, out refusal) ? (incident, proof) : refusal;
            },
            (context, changed) => respond(context, changed.Incident, changed.Proof));
        if (reply.Untyped.Problem is { } problem)
            await http.RequestServices.GetRequiredService<CustomerAccess>().Settle(problem, http, number, started);
        return reply;
    }

    /// <summary>The incident as its customer sees it after a change.</summary>
    public static async Task<Reply<Ok<CustomerIncident>>> Show(ChangeContext change, Incident incident, Proof proof)
    {
        var shown = CustomerIncident.From(await change.Transaction.FindCustomerParts(incident), proof, change.Now)!;
        return Reply<Ok<CustomerIncident>>.From(Reply.Ok(shown).Untyped.WithPersonalDataOf(incident.Id));
    }

    private async Task<Outcome<Proof>> Prove(ChangeContext change, Incident incident)
    {
        if (await CustomerAccess.FindProof(change.Transaction, Subject, change.Now) is not { } proof)
            return Problem.From(Problems.TrackingViewExpired);
        var group = await change.Transaction.FindMergeGroup(incident);
        var proven = proof.ProvenIn(group, await change.Transaction.ListContacts(incident));
        return proven.Count > 0 ? proof : Problem.From(Problems.TrackingNotFound);
    }

    private static async Task<ViewSubject?> FindSubject(HttpContext http)
    {
        if (ParseToken(http.Request.Headers.Authorization.ToString()) is not { } token) return null;
        var now = Instant.Now(http.RequestServices.GetRequiredService<TimeProvider>());
        return await http.RequestServices.GetRequiredService<ViewTokens>().Verify(token, now);
    }

    private static string? ParseToken(string header) =>
        AuthenticationHeaderValue.TryParse(header, out var given) && given.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? given.Parameter
            : null;
}
