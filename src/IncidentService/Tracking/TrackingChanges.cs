using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts.Permissions;
using IncidentService.Incidents;
using IncidentService.Resolution;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;
using IncidentService.Tracking.Access;

namespace IncidentService.Tracking;

/// <summary>What a customer does on the page. The rules are those of every channel; the refusals are worded for customers.</summary>
internal static class TrackingChanges
{
    public static async Task<Outcome<Done>> Confirm(ChangeContext change, Incident incident, CustomerVerdictInput word) =>
        ForCustomer(await ResolutionChanges.Confirm(change, incident, word));

    public static Outcome<Done> Dispute(ChangeContext change, Incident incident, CustomerVerdictInput word) =>
        ForCustomer(ResolutionChanges.Dispute(change, incident, word));

    public static async Task<Outcome<Done>> AddMessage(ChangeContext change, Incident incident, Proof proof, LineInput message)
    {
        var contacts = proof.ContactKey is null ? [] : await change.Transaction.ListContacts(incident);
        var writer = contacts.FirstOrDefault(contact => contact.IncidentId == incident.Id && contact.LookupKey == proof.ContactKey);
        await MessageRecorder.Record(change, incident, message, writer is null ? null : new Facts { Contact = writer.Ordinal });
        return default(Done);
    }

    /// <summary>"No more questions", for the proven contact, or for those of the incident if the link was made for none.</summary>
    public static async Task<Outcome<Done>> OptOut(ChangeContext change, Incident incident, Proof proof)
    {
        var key = proof.ContactKey ?? (await change.Transaction.ListContacts(incident))
            .FirstOrDefault(contact => contact is { LookupKey: not null, IsToConfirm: false })?.LookupKey;
        if (key is null) return Problem.From(Problems.TrackingContactMissing);
        await PermissionChanges.OptOut(change, new CustomerInput(key, incident.Number), incident);
        return default(Done);
    }

    private static Outcome<Done> ForCustomer(Outcome<Done> outcome)
    {
        if (outcome.Problem is not { } problem) return outcome;
        if (problem.Type == Problems.NotResolved.Type) return Problem.From(Problems.TrackingNotResolved);
        return problem.Type == Problems.PromiseOverdue.Type ? Problem.From(Problems.TrackingPromiseOwed) : problem;
    }
}
