using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;

namespace IncidentService.Webhooks.Deliveries;

/// <summary>Deliveries to webhooks.</summary>
internal sealed class DeliveryContract : SliceContract
{
    public static readonly OperationDescription Test = new(
        "testWebhook",
        "Send a webhook a test event",
        "Sends an event of the type org.incidentservice.webhook.tested immediately, in any state of the webhook, and returns the result. "
        + "The event is not retried.")
    {
        Ok = "The result of the attempt.",
        Errors = [Problems.WebhookUnknown, Problems.WebhookConfigured, Problems.ReceiverHeld, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription List = new(
        "listDeliveries",
        "List the last delivery attempts of a webhook",
        "The last 200 attempts, newest first, with the beginning of the receiver's response.")
    {
        Ok = "A page.",
        Errors = [Problems.WebhookUnknown, Problems.InvalidCursor],
    };

    public static readonly OperationDescription ListSetAside = new(
        "listSetAsideEvents",
        "List the events that were set aside",
        "Events whose delivery failed for three days while others were delivered. They do not block later events, and wait to be sent "
        + "again.")
    {
        Ok = "A page.",
        Errors = [Problems.WebhookUnknown, Problems.InvalidCursor],
    };

    public static readonly OperationDescription Redeliver = new(
        "redeliverEvents",
        "Redeliver set-aside events",
        "Redelivers the events at the given positions, or all. Each starts over as on its first attempt, before other waiting events of "
        + "its incident.")
    {
        Ok = "The current webhook.",
        Errors = [Problems.WebhookUnknown, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Replay = new(
        "replayEvents",
        "Replay events from a position",
        "Replays from a position in the feed or from a time. The receiver recognises events that it has already by their id. A position "
        + "that the webhook has not reached yet changes nothing.")
    {
        Ok = "The current webhook.",
        Errors = [Problems.WebhookUnknown, .. ProblemSets.Idempotency],
    };

    public override RuleSet Fields => new()
    {
        ["event"] = new() { MaxLength = 40, Pattern = "^[a-z0-9]+-[0-9]+$" },
        ["excerpt"] = new() { MaxLength = 1_024, Pattern = Patterns.NoControls }, ["since"] = Rules.Time,
        ["positions"] = new() { MaxItems = Limits.Page, Item = GivenPosition },
    };

    /// <summary>18 digits are below the largest 64-bit number, whatever they are.</summary>
    private static SchemaRule GivenPosition => Rules.EventPosition with { MaxLength = 18 };

    public override IReadOnlyDictionary<string, string> Conditions => new Dictionary<string, string>
    {
        [nameof(ReplayRequest)] = """
            { "if": { "required": ["position"], "properties": { "position": { "not": { "type": "null" } } } },
              "then": { "properties": { "since": { "type": "null" } } },
              "else": { "required": ["since"], "properties": { "since": { "not": { "type": "null" } } } } }
            """,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["ReplayRequest.position"] = GivenPosition,
        ["DeliveryView.status"] = new() { Minimum = 100, Maximum = 999 }, ["DeliveryView.outcome"] = Rules.OneOf(DeliveryOutcomes.All),
    };

    private const string Example = $$"""
        { "id": "17", "event": "867530912374-3", "type": "org.incidentservice.approval.granted", "at": "{{ExampleValues.OpenedAt}}",
          "micros": 48211, "status": 503, "outcome": "status", "excerpt": "Back in five minutes" }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(DeliveryView)] = Example,
        [typeof(DeliveryPage)] = $$"""{ "items": [{{Example}}] }""",
        [typeof(SetAsidePage)] = $$"""
            { "items": [{ "position": "1729", "event": "867530912374-3", "type": "org.incidentservice.approval.granted",
              "number": "867530912374", "attempts": 10, "setAsideAt": "{{ExampleValues.OpenedAt}}", "reason": "It answered 422." }] }
            """,
        [typeof(RedeliveryRequest)] = """{ "positions": ["1729"] }""",
        [typeof(ReplayRequest)] = $$"""{ "since": "{{ExampleValues.OpenedAt}}" }""",
    };
}
