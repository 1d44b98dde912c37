using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.OpenApi;

namespace IncidentService.Handoffs;

/// <summary>Hand-offs between channels and teams.</summary>
internal sealed class HandoffContract : SliceContract
{
    public static readonly OperationDescription ListWaiting = new(
        "listWaitingHandoffs",
        "List what waits to be accepted",
        "Open hand-offs to the channels that the key serves, or to one of them or of others, the oldest first: the list that people work "
        + "from. Each comes with its incident in short.")
    {
        Responses = [new(200, typeof(HandoffPage), "A page.")],
        Errors = [Problems.InvalidCursor],
    };

    public static readonly OperationDescription List = new(
        "listHandoffs",
        "List the hand-offs of an incident",
        "All of them, the oldest first: how the customer was passed on.")
    {
        Responses = [new(200, typeof(HandoffPage), "A page.")],
        Errors = [Problems.NumberUnknown, Problems.InvalidCursor],
    };

    public static readonly OperationDescription Request = new(
        "requestHandoff",
        "Hand over to another channel or team",
        "With the reason, and what the customer was told. Open until the receiver accepts: by saying so, or by its first write to the "
        + "incident. One that is not accepted in the time that its channel has turns overdue.")
    {
        Request = typeof(HandoffRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(201, typeof(HandoffView), "Handed over.")],
        Errors = [Problems.NumberUnknown, Problems.HandoffToOneself, Problems.TooManyItems, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Get = new(
        "getHandoff",
        "Get one hand-off",
        "By its ordinal within the incident.")
    {
        ReturnsETag = true,
        Responses = [new(200, typeof(HandoffView), "The hand-off."), SuccessResponse.NotModified],
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription Accept = new(
        "acceptHandoff",
        "Accept a hand-off",
        "By the receiving channel, and its team where the hand-off names one. Accepting it again changes nothing. A lookup accepts "
        + "nothing; any other write of the receiver does.")
    {
        Writes = true, ReturnsETag = true,
        Responses = [new(200, typeof(HandoffView), "The hand-off as it is now.")],
        Errors =
        [
            Problems.NumberUnknown, Problems.ItemUnknown, Problems.NotTheReceiver, Problems.HandoffWithdrawn, .. ProblemSets.Idempotency,
        ],
    };

    public static readonly OperationDescription Withdraw = new(
        "withdrawHandoff",
        "Withdraw a hand-off",
        "By the channel that handed over, while nobody has accepted it. Withdrawing it again changes nothing.")
    {
        Writes = true, ReturnsETag = true,
        Responses = [new(200, typeof(HandoffView), "The hand-off as it is now.")],
        Errors =
        [
            Problems.NumberUnknown, Problems.ItemUnknown, Problems.NotTheSender, Problems.HandoffAccepted, .. ProblemSets.Idempotency,
        ],
    };

    private static readonly SchemaRule Order = new(
        "newest, the default; or longest-waiting: those that have waited on us longest first, whatever the channel, without closed ones.")
    {
        Values = Orders.All,
    };

    public override RuleSet Fields => new()
    {
        ["handoffs"] = Rules.Growing, ["requestedBy"] = Rules.Line, ["settledBy"] = Rules.Line, ["told"] = Rules.Text,
        ["to"] = Rules.Channel, ["order"] = Order,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["HandoffView.state"] = Rules.OneOf(HandoffStates.All), ["HandoffView.reason"] = Rules.Text, ["HandoffRequest.reason"] = Rules.Text,
    };

    public override RuleSet Parameters => new()
    {
        ["handoff"] = Rules.Ordinal("The hand-off's ordinal within its incident, from 1."),
        ["order"] = Order,
        ["overdue"] = new("true: those whose time has passed; false: the others.") { Values = ["true", "false"] },
    };

    public const string Example = $$"""
        { "number": "867530912374", "id": 1, "state": "open", "from": { "channel": "email", "team": "desk" }, "to": { "channel": "phone" },
          "reason": "Has to be ordered by phone", "told": "Please call us and quote 8675-3091-2374",
          "requestedAt": "{{ExampleValues.OpenedAt}}", "requestedBy": "Kim (desk 4)", "dueAt": "2026-11-21T10:00:00.000000Z" }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(HandoffRequest)] = """
            { "to": { "channel": "phone", "team": "orders" }, "reason": "Has to be ordered by phone",
              "told": "Please call us and quote 8675-3091-2374" }
            """,
        [typeof(HandoffView)] = Example,
        [typeof(HandoffPage)] = $$"""{ "items": [{{Example}}] }""",
    };
}
