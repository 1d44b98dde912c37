using IncidentService.Hosting;
using IncidentService.OpenApi;

namespace IncidentService.Outbound;

/// <summary>Webhooks.</summary>
internal sealed class WebhookContract : SliceContract
{
    public static readonly OperationDescription Create = new(
        "createWebhook",
        "Create a webhook",
        "From now on every event of the types asked for is posted to the receiver as a CloudEvent: once at least, those of one incident in "
        + "their order, with the headers and signatures of Standard Webhooks. Only an answer 2xx counts; what fails is tried again for "
        + "three days and then set aside, and nothing is dropped. Addresses in private networks are refused unless configured. The secret "
        + "is in this answer alone.")
    {
        Request = typeof(WebhookRequest),
        Writes = true,
        Responses = [new(201, typeof(WebhookView), "Created; `secret` is shown once.")],
        Errors = [Problems.TooManyWebhooks, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription List = new(
        "listWebhooks",
        "List webhooks",
        "With how each goes: paused ones say why, and how much waits for them. Connectors that configuration names are among them.")
    {
        Responses = [new(200, typeof(WebhookList), "All of them, oldest first.")],
    };

    public static readonly OperationDescription Get = new(
        "getWebhook",
        "Get one webhook",
        "What it hears of, and how it goes; never its secret.")
    {
        Responses = [new(200, typeof(WebhookView), "The webhook.")],
        Errors = [Problems.WebhookUnknown],
    };

    public static readonly OperationDescription Amend = new(
        "amendWebhook",
        "Change a webhook's name, address or filter",
        "A JSON merge patch (RFC 7396): what is not named stays. It counts from the next event that is taken from the feed.")
    {
        Request = typeof(AmendWebhookRequest),
        RequestMedia = [MediaDescription.Json, MediaDescription.MergePatch],
        Writes = true,
        Responses = [new(200, typeof(WebhookView), "The webhook as it is now.")],
        Errors = [Problems.WebhookUnknown, Problems.WebhookConfigured],
    };

    public static readonly OperationDescription Delete = new(
        "deleteWebhook",
        "Delete a webhook",
        "It hears of nothing more, and what waits for it is forgotten.")
    {
        Writes = true,
        Responses = [new(204, null, "Gone.")],
        Errors = [Problems.WebhookUnknown, Problems.WebhookConfigured],
    };

    public static readonly OperationDescription Pause = new(
        "pauseWebhook",
        "Pause a webhook",
        "Nothing is sent until it is resumed; what happens meanwhile waits.")
    {
        Writes = true,
        Responses = [new(200, typeof(WebhookView), "The webhook as it is now.")],
        Errors = [Problems.WebhookUnknown, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Resume = new(
        "resumeWebhook",
        "Resume a webhook",
        "One that was paused, by somebody or because nothing could be delivered for long, or that its receiver had ended with 410. It goes "
        + "on where it was, and what waits is tried at once.")
    {
        Writes = true,
        Responses = [new(200, typeof(WebhookView), "The webhook as it is now.")],
        Errors = [Problems.WebhookUnknown, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription RotateSecret = new(
        "rotateWebhookSecret",
        "Give a webhook a new secret",
        "For 24 hours the one before it signs too, so that the receiver can change over without a gap. The secret is in this answer alone.")
    {
        Writes = true,
        Responses = [new(200, typeof(WebhookView), "The webhook; `secret` is shown once.")],
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
        ["WebhookRequest.url"] = Url, ["AmendWebhookRequest.url"] = Url, ["WebhookView.url"] = Url,
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
