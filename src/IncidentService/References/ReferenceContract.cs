using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.OpenApi;

namespace IncidentService.References;

/// <summary>References to other systems.</summary>
internal sealed class ReferenceContract : SliceContract
{
    public static readonly OperationDescription Put = new(
        "putReference",
        "Give an incident a reference",
        "Idempotent. In an exclusive system (the default) one incident at most holds a value; `holder` names it. The value is "
        + "percent-encoded; whether systems are exclusive is configuration.")
    {
        Writes = true, AcceptsIfMatch = true, ReturnsETag = true,
        Responses = [new(201, typeof(CardReference), "Added."), new(200, typeof(CardReference), "The incident had it already.")],
        Errors = [Problems.NumberUnknown, Problems.ReferenceHeld, Problems.TooManyItems],
    };

    public static readonly OperationDescription Get = new(
        "getReference",
        "Get one reference of an incident",
        "By its system and value.")
    {
        ReturnsETag = true,
        Responses = [new(200, typeof(CardReference), "The reference."), SuccessResponse.NotModified],
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription Remove = new(
        "removeReference",
        "Take a reference away",
        "Idempotent: one that is not there is gone.")
    {
        Writes = true, AcceptsIfMatch = true, ReturnsETag = true,
        Responses = [new(204, null, "Gone.")],
        Errors = [Problems.NumberUnknown],
    };

    public static readonly OperationDescription Find = new(
        "findByReference",
        "Find incidents by another system's reference",
        "One at most in an exclusive system; any number in a shared one, such as orders.")
    {
        Responses = [new(200, typeof(ReferenceMatches), "What it leads to.")],
        Errors = [Problems.ReferenceUnknown],
        RequiresQueryParameters = true,
    };

    public static readonly OperationDescription FindOrOpen = new(
        "findOrOpenByReference",
        "Find the incident of a reference, or open it",
        "Exactly one incident, however many callers race. The body is used only when there is none yet. Only exclusive systems can be "
        + "asked this way.")
    {
        Request = typeof(OpenRequest),
        Writes = true, AcceptsIfMatch = true, ReturnsETag = true,
        Responses =
        [
            new(200, typeof(Card), "There was one; its card."),
            new(201, typeof(Card), "There was none; the card of the new one."),
        ],
        Errors = [Problems.ReferenceHeld, Problems.ReferenceShared, .. ProblemSets.NestedItems],
        RequiresQueryParameters = true,
        NextOperations = ["getIncident", "addToTimeline"],
    };

    public override RuleSet Fields => new()
    {
        ["references"] = new() { MaxItems = Limits.References }, ["system"] = Rules.Token,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["Card.references"] = Rules.Growing, ["ReferenceMatches.incidents"] = Rules.Growing,
    };

    public override RuleSet Parameters => new()
    {
        ["system"] = new("The other system's short name.")
        {
            MaxLength = Limits.Token, MinLength = 1, Pattern = Patterns.Token, Example = "zendesk",
        },
        ["value"] = new("What that system calls it; percent-encoded.")
        {
            MaxLength = Limits.Line, MinLength = 1, Pattern = Patterns.FilledLine, Example = "48211",
        },
    };

    public const string Example = $$"""
        { "number": "867530912374", "system": "zendesk", "value": "48211", "exclusive": true, "taught": false,
          "addedAt": "{{ExampleValues.OpenedAt}}" }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(CardReference)] = Example,
        [typeof(ReferenceMatches)] = $$"""
            { "system": "zendesk", "value": "48211", "exclusive": true, "incidents": [{{IncidentContract.Summary}}] }
            """,
    };
}
