using IncidentService.Common.Outcomes;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;

namespace IncidentService.Resolution;

/// <summary>The contract of resolution, confirmation and dispute.</summary>
internal sealed class ResolutionContract : SliceContract
{
    public static readonly OperationDescription Resolve = new(
        "resolveIncident",
        "Resolve an incident",
        "Includes what the customer was told, which becomes an outgoing message. The incident closes when the customer confirms, or after "
        + "the quiet period (7 days by default). A message from the customer stops the quiet period and our answer starts it again; a call "
        + "or visit restarts it. It does not run while a promise is overdue.")
    {
        Ok = "The incident is resolved. The body is its card.",
        Errors = [Problems.NumberUnknown, Problems.AlreadyResolved, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Confirm = new(
        "confirmResolution",
        "Confirm a resolution",
        "The customer agrees, and the resolved incident closes. Staff who relay the customer's confirmation must not be those who resolved "
        + "the incident; a confirmation by the customer comes through web or chat, with `relayed: false`. Refused while a promise is "
        + "overdue. Repeating the request changes nothing; if the quiet period closed the incident, it becomes closed by the customer.")
    {
        Ok = "The incident is closed. The body is its card.",
        Errors =
        [
            Problems.ResolverCannotConfirm, Problems.NotTheCustomer, Problems.NumberUnknown, Problems.NotResolved, Problems.PromiseOverdue,
            .. ProblemSets.Idempotency,
        ],
    };

    public static readonly OperationDescription Dispute = new(
        "disputeResolution",
        "Dispute a resolution",
        "The customer disagrees. Reopens a resolved or closed incident under the same number and counts the dispute. We have to act next. "
        + "Record the call or message that said so separately.")
    {
        Ok = "The incident is open again. The body is its card.",
        Errors = [Problems.NotTheCustomer, Problems.NumberUnknown, Problems.NotResolved, .. ProblemSets.Idempotency],
    };

    public override RuleSet Fields => new()
    {
        ["closedBy"] = new("customer or quiet.") { Values = ClosedBy.All },
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["DisputeRequest.reason"] = Rules.Text,
    };

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(ResolutionRequest)] = """
            { "told": "The difference of $40.00 is on its way to your card.", "note": "Refunded at till 7." }
            """,
        [typeof(ConfirmationRequest)] = """{ "relayed": true, "note": "Anna called: the money is there." }""",
        [typeof(DisputeRequest)] = """{ "reason": "Only $20.00 came.", "relayed": true }""",
    };
}
