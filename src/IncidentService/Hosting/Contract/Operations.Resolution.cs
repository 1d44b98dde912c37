using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Resolution;

namespace IncidentService.Hosting;

internal static partial class Operations
{
    public static readonly Operation ResolveIncident = new(
        "Say that it is resolved",
        "With what the customer was told, which becomes a message out. It closes when the customer confirms, or after the quiet period (7 days unless configured otherwise); "
        + "a message of theirs stops that clock, our answer starts it again, their call or visit starts it anew, and it stands while a promise is overdue.")
    {
        Body = typeof(ResolutionRequest), Writes = true, Tagged = true,
        Answers = [new(200, typeof(Card), "Resolved; the card.")],
        Refusals = [Problems.NumberUnknown, Problems.AlreadyResolved, .. Once],
    };

    public static readonly Operation ConfirmResolution = new(
        "Say that the customer agrees",
        "Closes what is resolved. Staff that passes on what the customer said is never who resolved it; the customer's own word comes through web or chat, marked `relayed: false`. "
        + "Not over an overdue promise. Confirming again changes nothing; what quiet had closed becomes closed by the customer.")
    {
        Body = typeof(ConfirmationRequest), Writes = true, Tagged = true,
        Answers = [new(200, typeof(Card), "Closed; the card.")],
        Refusals = [Problems.ResolverCannotConfirm, Problems.NumberUnknown, Problems.NotResolved, Problems.PromiseOverdue, .. Once],
    };

    public static readonly Operation DisputeResolution = new(
        "Say that the customer disagrees",
        "Opens what is resolved or closed again, under the same number, and counts the dispute. It is our turn. The call or message that said so is recorded by itself.")
    {
        Body = typeof(DisputeRequest), Writes = true, Tagged = true,
        Answers = [new(200, typeof(Card), "Open again; the card.")],
        Refusals = [Problems.NumberUnknown, Problems.NotResolved, .. Once],
    };

    public static readonly Operation AskPermission = new(
        "May we approach this customer?",
        "Asked before a survey, a request for a review, marketing or a courtesy call. None after \"no more\", one survey an incident, one of any purpose in 30 days (unless configured otherwise) "
        + "over all incidents of the customer: those that share an e-mail, phone, handle or loyalty number. Being allowed counts as asking; of several who ask at once one is allowed.")
    {
        Body = typeof(PermissionRequest), Writes = true,
        Answers = [new(200, typeof(Permission), "Allowed or not, and why.")],
        Refusals = [Problems.NumberUnknown, Problems.TooManyGuesses, .. Once],
    };

    public static readonly Operation OptOut = new(
        "The customer said \"no more\"",
        "From now on nobody may approach this customer, under whatever contact of theirs we know. It is kept as keyed hashes, which outlive the contacts. Saying it again changes nothing.")
    {
        Body = typeof(OptOutRequest), Writes = true,
        Answers = [new(200, typeof(Permission), "Kept; what is answered from now on.")],
        Refusals = [Problems.NumberUnknown, Problems.TooManyGuesses, .. Once],
    };
}
