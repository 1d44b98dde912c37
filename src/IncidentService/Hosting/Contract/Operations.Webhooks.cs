using IncidentService.Outbound;

namespace IncidentService.Hosting;

/// <summary>Systems that are told of events.</summary>
internal static partial class Operations
{
    public static readonly Operation CreateWebhook = new(
        "Create a webhook",
        "From now on every event of the types asked for is posted to the receiver as a CloudEvent: once at least, those of one incident in their order, with the headers and signatures of Standard Webhooks. "
        + "Only an answer 2xx counts; what fails is tried again for three days and then set aside, and nothing is dropped. Addresses in private networks are refused unless configured. "
        + "The secret is in this answer alone.")
    {
        Body = typeof(WebhookRequest), Writes = true,
        Answers = [new(201, typeof(WebhookView), "Created; `secret` is shown once.")],
        Refusals = [Problems.TooManyWebhooks, .. Once],
    };

    public static readonly Operation ListWebhooks = new(
        "List webhooks", "With how each goes: paused ones say why, and how much waits for them. Connectors that configuration names are among them.")
    {
        Answers = [new(200, typeof(WebhookList), "All of them, oldest first.")],
    };

    public static readonly Operation GetWebhook = new(
        "Get one webhook", "What it hears of, and how it goes; never its secret.")
    {
        Answers = [new(200, typeof(WebhookView), "The webhook.")],
        Refusals = [Problems.WebhookUnknown],
    };

    public static readonly Operation AmendWebhook = new(
        "Change a webhook's name, address or filter", "A JSON merge patch (RFC 7396): what is not named stays. It counts from the next event that is taken from the feed.")
    {
        Body = typeof(AmendWebhookRequest), AlsoTakes = "application/merge-patch+json", Writes = true,
        Answers = [new(200, typeof(WebhookView), "The webhook as it is now.")],
        Refusals = [Problems.WebhookUnknown, Problems.WebhookConfigured],
    };

    public static readonly Operation DeleteWebhook = new(
        "Delete a webhook", "It hears of nothing more, and what waits for it is forgotten.")
    {
        Writes = true, Answers = [new(204, null, "Gone.")],
        Refusals = [Problems.WebhookUnknown, Problems.WebhookConfigured],
    };

    public static readonly Operation PauseWebhook = new(
        "Pause a webhook", "Nothing is sent until it is resumed; what happens meanwhile waits.")
    {
        Writes = true,
        Answers = [new(200, typeof(WebhookView), "The webhook as it is now.")],
        Refusals = [Problems.WebhookUnknown, .. Once],
    };

    public static readonly Operation ResumeWebhook = new(
        "Resume a webhook", "One that was paused, by somebody or because nothing could be delivered for long, or that its receiver had ended with 410. It goes on where it was, and what waits is tried at once.")
    {
        Writes = true,
        Answers = [new(200, typeof(WebhookView), "The webhook as it is now.")],
        Refusals = [Problems.WebhookUnknown, .. Once],
    };

    public static readonly Operation RotateWebhookSecret = new(
        "Give a webhook a new secret", "For 24 hours the one before it signs too, so that the receiver can change over without a gap. The secret is in this answer alone.")
    {
        Writes = true,
        Answers = [new(200, typeof(WebhookView), "The webhook; `secret` is shown once.")],
        Refusals = [Problems.WebhookUnknown, Problems.WebhookConfigured, .. Once],
    };

    public static readonly Operation TestWebhook = new(
        "Send a webhook a test event", "Sends an event of the type org.incidentservice.webhook.tested at once, whatever the state of the webhook, and tells what came of it. It is not tried again.")
    {
        Writes = true,
        Answers = [new(200, typeof(DeliveryView), "What came of it.")],
        Refusals = [Problems.WebhookUnknown, Problems.WebhookConfigured, Problems.ReceiverHeld, .. Once],
    };

    public static readonly Operation ListDeliveries = new(
        "List a webhook's last attempts", "The last 200, newest first, with how the receiver's answer begins.")
    {
        Answers = [new(200, typeof(DeliveryPage), "A page.")],
        Refusals = [Problems.WebhookUnknown, Problems.InvalidCursor],
    };

    public static readonly Operation ListSetAside = new(
        "List the events that were set aside", "Those that were tried for three days in vain while others were delivered. They keep nothing back, and wait to be sent again.")
    {
        Answers = [new(200, typeof(SetAsidePage), "A page.")],
        Refusals = [Problems.WebhookUnknown, Problems.InvalidCursor],
    };

    public static readonly Operation RedeliverEvents = new(
        "Send set-aside events again", "Those at the positions named, or all. They are tried as if for the first time, before what waits of the same incident.")
    {
        Body = typeof(RedeliveryRequest), Writes = true,
        Answers = [new(200, typeof(WebhookView), "The webhook as it is now.")],
        Refusals = [Problems.WebhookUnknown, .. Once],
    };

    public static readonly Operation ReplayEvents = new(
        "Send everything again from a place on", "From a position in the feed, or from a time. Receivers know what they have had by its id. A place that the webhook has not reached yet changes nothing.")
    {
        Body = typeof(ReplayRequest), Writes = true,
        Answers = [new(200, typeof(WebhookView), "The webhook as it is now.")],
        Refusals = [Problems.WebhookUnknown, .. Once],
    };
}
