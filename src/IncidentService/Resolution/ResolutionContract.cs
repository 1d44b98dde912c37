using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.OpenApi;

namespace IncidentService.Resolution;

/// <summary>Resolution, confirmation and dispute.</summary>
internal sealed class ResolutionContract : SliceContract
{
    public static readonly OperationDescription Resolve = new(
        "resolveIncident",
        "Say that it is resolved",
        "With what the customer was told, which becomes a message out. It closes when the customer confirms, or after the quiet period (7 "
        + "days unless configured otherwise); a message of theirs stops that clock, our answer starts it again, their call or visit starts "
        + "it anew, and it stands while a promise is overdue.")
    {
        Request = typeof(ResolutionRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(200, typeof(Card), "Resolved; the card.")],
        Errors = [Problems.NumberUnknown, Problems.AlreadyResolved, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Confirm = new(
        "confirmResolution",
        "Say that the customer agrees",
        "Closes what is resolved. Staff that passes on what the customer said is never who resolved it; the customer's own word comes "
        + "through web or chat, marked `relayed: false`. Not over an overdue promise. Confirming again changes nothing; what quiet had "
        + "closed becomes closed by the customer.")
    {
        Request = typeof(ConfirmationRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(200, typeof(Card), "Closed; the card.")],
        Errors =
        [
            Problems.ResolverCannotConfirm, Problems.NumberUnknown, Problems.NotResolved, Problems.PromiseOverdue,
            .. ProblemSets.Idempotency,
        ],
    };

    public static readonly OperationDescription Dispute = new(
        "disputeResolution",
        "Say that the customer disagrees",
        "Opens what is resolved or closed again, under the same number, and counts the dispute. It is our turn. The call or message that "
        + "said so is recorded by itself.")
    {
        Request = typeof(DisputeRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(200, typeof(Card), "Open again; the card.")],
        Errors = [Problems.NumberUnknown, Problems.NotResolved, .. ProblemSets.Idempotency],
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
