using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Lookup.Search;

namespace IncidentService.Lookup.PhoneMenus;

/// <summary>The sentence that a phone menu says. It never contains a contact or a text, because anybody may be listening.</summary>
internal static class SpokenAnswer
{
    public static string Format(Decision decision) => decision.Outcome switch
    {
        Outcomes.Exact or Outcomes.Merged or Outcomes.Reference when decision.Certain => Found(decision.Matches[0].Incident),
        Outcomes.Reserved => "This number has been given out, and its incident has not been entered yet.",
        Outcomes.None when decision.Shortened =>
            "I could not find an incident for this. A spreadsheet seems to have shortened the number: its last digits are missing.",
        Outcomes.None => "I could not find an incident for this. A colleague will look for it.",
        Outcomes.Ambiguous when decision.Matches.Count > 1 => $"I found {decision.Matches.Count} incidents for this. Please tell me more.",
        _ => Confirm(decision.Matches[0].Incident),
    };

    private static string Found(IFoundIncident incident) =>
        $"{Merged(incident)}Incident {incident.Number.Spoken}. It is {incident.State}. {Waiting(incident)}{Erased(incident)}";

    private static string Confirm(IFoundIncident incident) => $"Did you mean incident {incident.Number.Spoken}?";

    private static string Merged(IFoundIncident incident) =>
        incident.AskedFor is { } number ? $"Number {number.Spoken} now belongs to another incident. " : "";

    private static string Waiting(IFoundIncident incident) => incident switch
    {
        { State: States.Resolved, WaitingOn: WaitingOn.Customer } => "Tell us if it is not.",
        { State: States.Closed } => $"Last changed on {Day(incident.UpdatedAt)}.",
        { WaitingOn: WaitingOn.Customer } => "We have answered and are waiting for you.",
        _ => "We owe you an answer.",
    };

    /// <summary>Tells the listener about the erasure, because earlier messages are no longer available.</summary>
    private static string Erased(IFoundIncident incident) => incident.ErasedAt is { } at ? $" Personal data was removed on {Day(at)}." : "";

    private static string Day(Instant at) => at.ToDateTimeOffset().ToString("MMMM d");
}
