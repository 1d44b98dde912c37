using System.Diagnostics;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Secrets;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Tracking.Views;

namespace IncidentService.Tracking.Access;

/// <summary>
/// Opens the customer's page. Whatever is wrong, the answer is the same and takes the same time: it names neither the number nor the
/// contact as the wrong one, reads the register with the same statement, and is sent at the next full step of time.
/// </summary>
internal sealed class CustomerAccess(Store store, ViewTokens tokens, CustomerLimits limits)
{
    /// <summary>Longer than the register takes to answer. It is measured by the real clock, because it hides real differences.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private Instant Now => Instant.Now(store.Clock);

    public async Task<Outcome<CustomerView>> Open(HttpContext http, CustomerViewInput input)
    {
        if (limits.CheckGuess(http, input.Number) is { } wait) return wait;
        var started = Stopwatch.GetTimestamp();
        var contacts = await store.Read(session => session.ListContactsOfNumber(input.Number));
        var contact = Proof.FindContact(contacts, input.Contact.LookupKey!);
        var view = contact is null ? null : await Show(
            session => session.FindIncident(input.Number),
            ViewSubject.Contact(contact.IncidentId, contact.Ordinal),
            Now.Plus(ViewTokens.Lifetime));
        if (view is not null) return view;
        return await Refuse(Problems.TrackingNotFound, http, input.Number, started);
    }

    public async Task<Outcome<CustomerView>> OpenLink(HttpContext http, string token)
    {
        if (limits.CheckGuess(http, null) is { } wait) return wait;
        var started = Stopwatch.GetTimestamp();
        var hash = LinkToken.Hash(token);
        var link = hash is null ? null : await store.Read(session => session.FindTrackingLink(hash));
        var expires = Now.Plus(ViewTokens.Lifetime);
        var view = link is null ? null : await Show(
            async session => await session.FindSurvivor(link.IncidentId),
            ViewSubject.Link(link.Id),
            link.ExpiresAt < expires ? link.ExpiresAt : expires);
        if (view is not null) return view;
        return await Refuse(Problems.TrackingLinkInvalid, http, null, started);
    }

    /// <summary>An incident on an open page: the same one again, or another one of the same customer.</summary>
    public async Task<Outcome<CustomerIncident>> Find(HttpContext http, CustomerCall call, IncidentNumber number)
    {
        if (limits.CheckGuess(http, number) is { } wait) return wait;
        var started = Stopwatch.GetTimestamp();
        var outcome = await store.ReadSnapshot<Outcome<CustomerIncident>>(async session =>
        {
            if (await FindProof(session, call.Subject, Now) is not { } proof) return Problem.From(Problems.TrackingViewExpired);
            if (await session.FindIncident(number) is not { } incident) return Problem.From(Problems.TrackingNotFound);
            var shown = CustomerIncident.From(await session.FindCustomerParts(incident), proof, Now);
            return shown is null ? Problem.From(Problems.TrackingNotFound) : shown;
        });
        if (outcome.Problem is { } problem) await Settle(problem, http, number, started);
        return outcome;
    }

    /// <summary>Counts a refusal that may be a guess, and delays it to the same duration as every other refusal.</summary>
    public async Task Settle(Problem problem, HttpContext http, IncidentNumber? number, long started)
    {
        if (problem.Type != Problems.TrackingNotFound.Type && problem.Type != Problems.TrackingLinkInvalid.Type) return;
        limits.CountMiss(http, number);
        var passed = Stopwatch.GetElapsedTime(started);
        await Task.Delay((Math.Ceiling(passed / Step) * Step) - passed, http.RequestAborted);
    }

    /// <summary>What an open page proves now; null after its link was revoked or its contact removed.</summary>
    public static async Task<Proof?> FindProof(Session session, ViewSubject subject, Instant now)
    {
        if (subject.IsLink)
        {
            return await session.FindTrackingLink(subject.Id) is { } link && link.IsUsable(now)
                ? new Proof(link.IncidentId, link.ContactKey, IsLink: true)
                : null;
        }
        return await session.FindContact(subject.Id, subject.ContactOrdinal) is { LookupKey: { } key, IsToConfirm: false } contact
            ? new Proof(contact.IncidentId, key, IsLink: false)
            : null;
    }

    private async Task<CustomerView?> Show(Func<Session, Task<Incident?>> find, ViewSubject subject, Instant expires)
    {
        var (shown, others) = await store.ReadSnapshot(session => Query(session, find, subject));
        if (shown is null) return null;
        return new CustomerView { Token = await tokens.Create(subject, expires), ExpiresAt = expires, Incident = shown, Others = others };
    }

    private async Task<(CustomerIncident? Shown, IReadOnlyList<CustomerSummary> Others)> Query(
        Session session, Func<Session, Task<Incident?>> find, ViewSubject subject)
    {
        if (await FindProof(session, subject, Now) is not { } proof || await find(session) is not { } incident) return (null, []);
        var shown = CustomerIncident.From(await session.FindCustomerParts(incident), proof, Now);
        if (shown is null || !proof.IsOfCustomer) return (shown, []);
        return (shown, CustomerSummary.From(await session.ListOpenIncidents(proof.ContactKey!), incident.Id));
    }

    private async Task<Outcome<CustomerView>> Refuse(ProblemKind kind, HttpContext http, IncidentNumber? number, long started)
    {
        var problem = Problem.From(kind);
        await Settle(problem, http, number, started);
        return problem;
    }
}
