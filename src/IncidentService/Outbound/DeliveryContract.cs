using IncidentService.Hosting;
using IncidentService.OpenApi;

namespace IncidentService.Outbound;

/// <summary>Deliveries to webhooks.</summary>
internal sealed class DeliveryContract : SliceContract
{
    public static readonly OperationDescription Test = new(
        "testWebhook",
        "Send a webhook a test event",
        "Sends an event of the type org.incidentservice.webhook.tested at once, whatever the state of the webhook, and tells what came of "
        + "it. It is not tried again.")
    {
        Writes = true,
        Responses = [new(200, typeof(DeliveryView), "What came of it.")],
        Errors = [Problems.WebhookUnknown, Problems.WebhookConfigured, Problems.ReceiverHeld, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription List = new(
        "listDeliveries",
        "List a webhook's last attempts",
        "The last 200, newest first, with how the receiver's answer begins.")
    {
        Responses = [new(200, typeof(DeliveryPage), "A page.")],
        Errors = [Problems.WebhookUnknown, Problems.InvalidCursor],
    };

    public static readonly OperationDescription ListSetAside = new(
        "listSetAsideEvents",
        "List the events that were set aside",
        "Those that were tried for three days in vain while others were delivered. They keep nothing back, and wait to be sent again.")
    {
        Responses = [new(200, typeof(SetAsidePage), "A page.")],
        Errors = [Problems.WebhookUnknown, Problems.InvalidCursor],
    };

    public static readonly OperationDescription Redeliver = new(
        "redeliverEvents",
        "Send set-aside events again",
        "Those at the positions named, or all. They are tried as if for the first time, before what waits of the same incident.")
    {
        Request = typeof(RedeliveryRequest),
        Writes = true,
        Responses = [new(200, typeof(WebhookView), "The webhook as it is now.")],
        Errors = [Problems.WebhookUnknown, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Replay = new(
        "replayEvents",
        "Send everything again from a place on",
        "From a position in the feed, or from a time. Receivers know what they have had by its id. A place that the webhook has not "
        + "reached yet changes nothing.")
    {
        Request = typeof(ReplayRequest),
        Writes = true,
        Responses = [new(200, typeof(WebhookView), "The webhook as it is now.")],
        Errors = [Problems.WebhookUnknown, .. ProblemSets.Idempotency],
    };

    public override RuleSet Fields => new()
    {
        ["event"] = new() { MaxLength = 40, Pattern = "^[a-z0-9]+-[0-9]+$" },
        ["excerpt"] = new() { MaxLength = 1_024, Pattern = Patterns.NoControls }, ["since"] = Rules.Time,
        ["positions"] = new() { MaxItems = Limits.Page, Item = Rules.EventPosition },
    };

    public override RuleSet FieldsOfSchema => new()
    {
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
