using IncidentService.Outbound;

namespace IncidentService.Hosting;

/// <summary>Webhooks and what was sent.</summary>
internal static partial class Vocabulary
{
    private const string EventIdPattern = "^[a-z0-9]+-[0-9]+$";
    private const string EventTypePattern = "^[a-z]+([.-][a-z]+)*$";

    private static Word EventTypeList => new() { MaxItems = Limits.EventTypes, Item = new() { MaxLength = Limits.Token, Pattern = EventTypePattern } };

    private static Word TargetAddress => new() { MaxLength = Limits.Url, Pattern = TargetUrl.Pattern, Format = "uri" };

    private static Dictionary<string, Word> WebhookMembers => new()
    {
        ["sender"] = Token, ["types"] = EventTypeList, ["secret"] = new() { MaxLength = 100, Pattern = "^whsec_[A-Za-z0-9+/]+=*$" }, ["event"] = new() { MaxLength = 40, Pattern = EventIdPattern },
        ["excerpt"] = new() { MaxLength = 1_024, Pattern = NoControls }, ["since"] = Moment, ["positions"] = new() { MaxItems = Limits.Page, Item = Position },
    };

    private static Dictionary<string, Word> WebhookExceptions => new()
    {
        ["WebhookRequest.url"] = TargetAddress, ["AmendWebhookRequest.url"] = TargetAddress, ["WebhookView.url"] = TargetAddress,
        ["WebhookView.state"] = new() { Values = SubscriptionStates.All },
        ["WebhookList.items"] = new() { MaxItems = Grown },
        ["DeliveryView.status"] = new() { Minimum = 100, Maximum = 999 },
        ["DeliveryView.outcome"] = new() { Values = DeliveryOutcomes.All },
    };

    private static Dictionary<string, Word> WebhookParameters => new()
    {
        ["webhook"] = new("The webhook's id.") { MaxLength = 20, MinLength = 1, Pattern = "^[0-9]+$", Example = "7529346839151804416" },
    };
}
