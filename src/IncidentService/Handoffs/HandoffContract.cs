using IncidentService.Common.Outcomes;
using IncidentService.Incidents.Lists;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;

namespace IncidentService.Handoffs;

/// <summary>Hand-offs between channels and teams.</summary>
internal sealed class HandoffContract : SliceContract
{
    public static readonly OperationDescription ListWaiting = new(
        "listWaitingHandoffs",
        "List open hand-offs",
        "Open hand-offs, oldest first, as a work list. By default, those to the channels that the key serves; with a filter, those to one "
        + "channel, which may be another. Each includes a summary of its incident.")
    {
        ShowsCustomers = true,
        Ok = "A page.",
        Errors = [Problems.InvalidCursor],
    };

    public static readonly OperationDescription List = new(
        "listHandoffs",
        "List the hand-offs of an incident",
        "All hand-offs, oldest first: how often the customer was passed on.")
    {
        Ok = "A page.",
        Errors = [Problems.NumberUnknown, Problems.InvalidCursor],
    };

    public static readonly OperationDescription Request = new(
        "requestHandoff",
        "Hand off to another channel or team",
        "Includes the reason, and what the customer was told. A hand-off stays open until the receiver accepts it, either explicitly or by "
        + "its first write to the incident. A hand-off that is not accepted within the time limit of its channel becomes overdue.")
    {
        Created = "The hand-off was created.",
        Errors = [Problems.NumberUnknown, Problems.HandoffToOneself, Problems.TooManyItems, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Get = new(
        "getHandoff",
        "Get one hand-off",
        "Identified by its ordinal within the incident.")
    {
        Ok = "The hand-off.",
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription Accept = new(
        "acceptHandoff",
        "Accept a hand-off",
        "Only the receiving channel may accept, and only its named team if the hand-off names one. Repeating the request changes nothing. "
        + "Any other write of the receiver to the incident accepts the hand-off too; a lookup does not.")
    {
        Ok = "The current hand-off.",
        Errors =
        [
            Problems.NumberUnknown, Problems.ItemUnknown, Problems.NotTheReceiver, Problems.HandoffWithdrawn, .. ProblemSets.Idempotency,
        ],
    };

    public static readonly OperationDescription Withdraw = new(
        "withdrawHandoff",
        "Withdraw a hand-off",
        "Only the channel that created the hand-off may withdraw it, and only before anybody accepts it. Repeating the request changes "
        + "nothing.")
    {
        Ok = "The current hand-off.",
        Errors =
        [
            Problems.NumberUnknown, Problems.ItemUnknown, Problems.NotTheSender, Problems.HandoffAccepted, .. ProblemSets.Idempotency,
        ],
    };

    private static readonly SchemaRule Order = new(
        "newest (default), or longest-waiting: incidents whose customer has waited on us longest come first, across all channels; closed "
        + "incidents are left out.")
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
        ["overdue"] = new("true: only overdue hand-offs. false: only those that are not overdue.") { Values = ["true", "false"] },
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
