using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;

namespace IncidentService.Tracking.Links;

/// <summary>The contract of personal links.</summary>
internal sealed class TrackingLinkContract : SliceContract
{
    public static readonly OperationDescription Create = new(
        "createTrackingLink",
        "Create a personal link to the customer's page",
        "The response holds the whole link, once: send it to the contact that it is made for. Whoever follows it needs to type nothing. "
        + "Its token follows `#`, so no server log ever holds it, and only its hash is stored. The link works until it expires or is "
        + "revoked, and ends with the contact that it was made for. A repeat with the same `Idempotency-Key` cannot show the link again. "
        + "Texts that come in later and quote the link are stored without its token.")
    {
        Created = "The link, whole for this one time.",
        Errors = [Problems.NumberUnknown, Problems.TooManyItems, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription List = new(
        "listTrackingLinks",
        "List the personal links of an incident",
        "Those of the incident and of the incidents that were merged into it, newest first, without their tokens. A link is deleted a "
        + "month after it expired.")
    {
        Ok = "The links.",
        Errors = [Problems.NumberUnknown],
    };

    public static readonly OperationDescription Get = new(
        "getTrackingLink", "Get one personal link", "Without its token.")
    {
        Ok = "The link.",
        Errors = [Problems.NumberUnknown, Problems.TrackingLinkUnknown],
    };

    public static readonly OperationDescription Revoke = new(
        "revokeTrackingLink",
        "Revoke a personal link",
        "It stops working at once on every replica, also on pages that it has opened. Repeating the request changes nothing.")
    {
        NoContent = "The link does not work any more.",
        Errors = [Problems.NumberUnknown, Problems.TrackingLinkUnknown],
    };

    public override RuleSet Fields => new()
    {
        ["link"] = new("The personal link that the event is about.") { MaxLength = 20, Pattern = Patterns.Digits },
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["TrackingLinkView.url"] = new() { MaxLength = Limits.Url, Pattern = "^https?://[^\\s#]+#trk_[A-Za-z0-9]{27}$" },
        ["TrackingLinkContact.id"] = new() { Minimum = 1, Maximum = int.MaxValue },
        ["TrackingLinkList.items"] = Rules.Growing,
    };

    public override RuleSet Parameters => new()
    {
        ["link"] = Rules.Id("The link's id.", example: "7529346839151804417"),
    };

    private const string Link = $$"""
        "id": "7529346839151804417", "number": "867530912374", "contact": { "number": "867530912374", "id": 1 }, "channel": "email",
        "agent": "Kim (desk 4)", "createdAt": "{{ExampleValues.OpenedAt}}", "expiresAt": "2026-12-21T09:30:00.000000Z"
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(TrackingLinkRequest)] = """
            { "contact": { "kind": "email", "value": "anna@example.com" }, "expiresAt": "2026-12-21T09:30:00Z" }
            """,
        [typeof(TrackingLinkView)] = $$"""
            { {{Link}}, "url": "https://incidents.example.com/t/867530912374#trk_ExampleExampleExampleExampl" }
            """,
        [typeof(TrackingLinkList)] = $$"""{ "items": [{ {{Link}} }] }""",
    };
}
