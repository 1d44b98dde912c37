using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;
using IncidentService.Webhooks.Security;

namespace IncidentService.Webhooks;

/// <summary>Webhooks.</summary>
internal sealed class WebhookContract : SliceContract
{
    public static readonly OperationDescription Create = new(
        "createWebhook",
        "Create a webhook",
        "From now on, the service posts every event of the requested types to the receiver as a CloudEvent: at least once, in order per "
        + "incident, with the headers and signatures of Standard Webhooks. Only a 2xx response counts as delivered. Failed deliveries are "
        + "retried for three days and then set aside; no event is dropped. Addresses in private networks are refused unless the "
        + "configuration allows them. Only this response contains the secret.")
    {
        Created = "The webhook was created. `secret` is shown only once.",
        Errors = [Problems.TooManyWebhooks, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription List = new(
        "listWebhooks",
        "List webhooks",
        "Includes the state of each: a paused webhook says why it is paused and how many events wait for it. The list also includes "
        + "connectors from the configuration.")
    {
        Ok = "All of them, oldest first.",
    };

    public static readonly OperationDescription Get = new(
        "getWebhook",
        "Get one webhook",
        "Its filter and its state, never its secret.")
    {
        Ok = "The webhook.",
        Errors = [Problems.WebhookUnknown],
    };

    public static readonly OperationDescription Amend = new(
        "amendWebhook",
        "Change a webhook's name, address or filter",
        "A JSON merge patch (RFC 7396): fields that are not named stay unchanged. It takes effect with the next event that is taken from "
        + "the feed.")
    {
        Ok = "The current webhook.",
        Errors = [Problems.WebhookUnknown, Problems.WebhookConfigured],
    };

    public static readonly OperationDescription Delete = new(
        "deleteWebhook",
        "Delete a webhook",
        "The receiver gets no further events, and waiting events are discarded.")
    {
        NoContent = "It was removed.",
        Errors = [Problems.WebhookUnknown, Problems.WebhookConfigured],
    };

    public static readonly OperationDescription Pause = new(
        "pauseWebhook",
        "Pause a webhook",
        "Nothing is sent until the webhook is resumed. Meanwhile events wait.")
    {
        Ok = "The current webhook.",
        Errors = [Problems.WebhookUnknown, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Resume = new(
        "resumeWebhook",
        "Resume a webhook",
        "Resumes a webhook that somebody paused, that was paused because nothing could be delivered for a long time, or that its receiver "
        + "ended with 410. It continues where it stopped, and waiting events are tried immediately.")
    {
        Ok = "The current webhook.",
        Errors = [Problems.WebhookUnknown, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription RotateSecret = new(
        "rotateWebhookSecret",
        "Rotate the secret of a webhook",
        "The previous secret also signs for 24 hours, so that the receiver can switch without a gap. Only this response contains the new "
        + "secret.")
    {
        Ok = "The webhook. `secret` is shown only once.",
        Errors = [Problems.WebhookUnknown, Problems.WebhookConfigured, .. ProblemSets.Idempotency],
    };

    private static readonly SchemaRule Url = new() { MaxLength = Limits.Url, Pattern = TargetUrl.Pattern, Format = "uri" };

    public override RuleSet Fields => new()
    {
        ["sender"] = Rules.Token, ["secret"] = new() { MaxLength = 100, Pattern = "^whsec_[A-Za-z0-9+/]+=*$" },
        ["types"] = new()
        {
            MaxItems = Limits.EventTypes, Item = new() { MaxLength = Limits.Token, Pattern = "^[a-z]+([.-][a-z]+)*$" },
        },
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["WebhookRequest.url"] = Url, ["AmendWebhookRequest.url"] = Url with { StaysFilled = true },
        ["AmendWebhookRequest.name"] = Rules.Line with { StaysFilled = true }, ["WebhookView.url"] = Url,
        ["WebhookView.state"] = Rules.OneOf(SubscriptionStates.All), ["WebhookList.items"] = Rules.Growing,
    };

    public override RuleSet Parameters => new()
    {
        ["webhook"] = Rules.Id("The webhook's id.", example: "7529346839151804416"),
    };

    private const string Example = $$"""
        { "id": "7529346839151804416", "sender": "webhook", "name": "Order system", "url": "https://orders.example.com/incidents",
          "types": ["approval.granted", "approval.revoked"], "state": "active", "stateSince": "{{ExampleValues.OpenedAt}}",
          "position": "1729", "waiting": 0, "setAside": 0, "createdAt": "{{ExampleValues.OpenedAt}}" }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(WebhookRequest)] = """
            { "name": "Order system", "url": "https://orders.example.com/incidents", "types": ["approval.granted", "approval.revoked"] }
            """,
        [typeof(AmendWebhookRequest)] = """{ "url": "https://orders.example.com/v2/incidents", "types": [] }""",
        [typeof(WebhookView)] = Example,
        [typeof(WebhookList)] = $$"""{ "items": [{{Example}}] }""",
    };
}
