using IncidentService.Common.Outcomes;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;
using IncidentService.Promises.Sla;

namespace IncidentService.Promises;

/// <summary>The contract of promises.</summary>
internal sealed class PromiseContract : SliceContract
{
    public static readonly OperationDescription Make = new(
        "makePromise",
        "Make a promise",
        "What the customer was told will happen, and by when. An unsettled promise becomes overdue automatically within five seconds of "
        + "its due time, and stays on the card until somebody answers for it.")
    {
        Created = "The promise was made.",
        Errors = [Problems.NumberUnknown, Problems.TooManyItems, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription ListOfIncident = new(
        "listIncidentPromises",
        "List an incident's promises",
        "In every state, oldest first, together with the promises of incidents merged into this one, each under its own number.")
    {
        Ok = "A page.",
        Errors = [Problems.NumberUnknown, Problems.InvalidCursor],
    };

    public static readonly OperationDescription Get = new(
        "getPromise",
        "Get one promise",
        "Identified by its ordinal within the incident.")
    {
        Ok = "The promise.",
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription Settle = new(
        "settlePromise",
        "Settle a promise",
        "Sets the outcome to kept, broken or withdrawn, with a note that explains it. A promise that is broken without a note is settled, "
        + "but stays on the card until the same outcome is sent again with a note. Otherwise, sending the same outcome again changes "
        + "nothing, and a different outcome is refused. A key without the scope read does not see the text of the promise.")
    {
        Ok = "The current promise.",
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown, Problems.PromiseSettled],
    };

    public static readonly OperationDescription List = new(
        "listPromises",
        "List promises that need action",
        "The promises of all incidents that nobody has answered for yet, by due time, each with its incident. Follow `next` with unchanged "
        + "filters; an unchanged promise appears exactly once.")
    {
        ShowsCustomers = true,
        Ok = "A page.",
        Errors = [Problems.InvalidCursor],
    };

    public static readonly OperationDescription PreviewPolicy = new(
        "previewSlaPolicy",
        "Preview when a policy's promises are due",
        "What the SLA policy of this name would promise for an incident that is opened at this time, which is now by default. Nothing is "
        + "stored. Policies are part of the configuration. A policy can pause its promises while we wait for the customer: "
        + "the remaining time then runs from the customer's answer.")
    {
        Ok = "The policy's targets with their due times.",
        Errors = [Problems.NotFound],
    };

    public override RuleSet Fields => new()
    {
        ["promises"] = Rules.Growing, ["promisedBy"] = Rules.Line, ["promisedIn"] = Rules.Channel, ["policy"] = Rules.Line,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["PromiseView.state"] = Rules.OneOf(PromiseStates.All), ["PromiseView.kind"] = Rules.OneOf(PromiseKinds.All),
        ["PromiseTimes.state"] = Rules.OneOf(PromiseStates.Unanswered), ["PromiseTimes.kind"] = Rules.OneOf(PromiseKinds.All),
        ["PromiseRequest.dueAt"] = Rules.Time,
        ["SlaPreview.policy"] = Rules.Token, ["SlaPreview.zone"] = Rules.Line, ["SlaPreviewTarget.kind"] = Rules.OneOf(PromiseKinds.Targets),
        ["SlaPreview.targets"] = new() { MaxItems = PromiseKinds.Targets.Count },
        ["PromiseOutcomeRequest.outcome"] = Rules.OneOf(PromiseStates.Outcomes),
    };

    public override RuleSet Parameters => new()
    {
        ["promise"] = Rules.Ordinal("The promise's ordinal within its incident, from 1."),
        ["previewSlaPolicy.policy"] = Rules.Token with { MinLength = 1, Description = "The name of the policy.", Example = "uk-8-weeks" },
        ["opened"] = Rules.Time with { Description = "When the incident is opened (RFC 3339); now by default." },
        ["listPromises.state"] = new("Only promises in this state: open, overdue, or broken without an explanation.")
        {
            Values = PromiseStates.Unanswered,
        },
        ["listPromises.team"] = Rules.Token with { Description = "Only promises that this team has to keep." },
        ["listPromises.channel"] = Rules.Channel with { Description = "Only promises that were made in this channel." },
        ["dueBefore"] = Rules.Time with
        {
            Description = "Due before this time (RFC 3339). The next midnight lists what is overdue and what is due today.",
        },
    };

    public const string Example = $$"""
        { "number": "867530912374", "id": 1, "kind": "promise", "text": "Someone will call you within 24 hours", "state": "open",
          "dueAt": "2026-11-22T09:30:00.000000Z", "team": "pricing", "promisedAt": "{{ExampleValues.OpenedAt}}",
          "promisedBy": "Kim (desk 4)", "promisedIn": "email" }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(PromiseRequest)] = """
            { "text": "Someone will call you within 24 hours", "dueAt": "2026-11-22T09:30:00Z", "team": "pricing" }
            """,
        [typeof(PromiseOutcomeRequest)] = """{ "outcome": "kept", "note": "Called back, the price is matched." }""",
        [typeof(PromiseView)] = Example,
        [typeof(SlaPreview)] = """
            { "policy": "uk-8-weeks", "zone": "Europe/London", "openedAt": "2026-11-21T09:30:00.000000Z",
              "pausesWhileWaitingOnCustomer": false,
              "targets": [{ "kind": "final-response", "dueAt": "2027-01-17T00:00:00.000000Z" }] }
            """,
        [typeof(PromisePage)] = $$"""{ "items": [{{Example}}] }""",
    };
}
