using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;

namespace IncidentService.References;

/// <summary>The contract of references to other systems.</summary>
internal sealed class ReferenceContract : SliceContract
{
    public static readonly OperationDescription Put = new(
        "putReference",
        "Add a reference to an incident",
        "Idempotent. In an exclusive system (the default), at most one incident holds a value; a conflict names that incident in `holder`. "
        + "The value is percent-encoded. The configuration says which systems are exclusive.")
    {
        Ok = "The incident had it already.",
        Created = "It was added.",
        Errors = [Problems.NumberUnknown, Problems.ReferenceHeld, Problems.TooManyItems],
    };

    public static readonly OperationDescription Get = new(
        "getReference",
        "Get one reference of an incident",
        "Identified by its system and value.")
    {
        Ok = "The reference.",
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription Remove = new(
        "removeReference",
        "Remove a reference",
        "Idempotent: removing a reference that does not exist succeeds.")
    {
        NoContent = "It was removed.",
        Errors = [Problems.NumberUnknown],
    };

    public static readonly OperationDescription Find = new(
        "findByReference",
        "Find incidents by another system's reference",
        "At most one incident in an exclusive system; any number of incidents in a shared system, such as orders.")
    {
        ShowsCustomers = true,
        Ok = "The incidents that have the reference.",
        Errors = [Problems.ReferenceUnknown],
        RequiresQueryParameters = true,
    };

    public static readonly OperationDescription FindOrOpen = new(
        "findOrOpenByReference",
        "Find the incident of a reference, or open one",
        "Yields exactly one incident, however many callers race. The body is used only if there is no incident yet. Works for exclusive "
        + "systems only.")
    {
        Ok = "The incident existed already. The body is its card.",
        Created = "A new incident was opened. The body is its card.",
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
        ["ReferenceRequest.system"] = Rules.Token with { Pattern = Patterns.ReferenceSystem },
        ["ReferenceRequest.value"] = Rules.Line with { Pattern = Patterns.ReferenceValue },
        ["Card.references"] = Rules.Growing, ["ReferenceMatches.incidents"] = Rules.Growing,
    };

    public override RuleSet Parameters => new()
    {
        ["system"] = new("The short name of the other system.")
        {
            MaxLength = Limits.Token, MinLength = 1, Pattern = Patterns.ReferenceSystem, Example = "zendesk",
        },
        ["value"] = new("The identifier in the other system, percent-encoded.")
        {
            MaxLength = Limits.Line, MinLength = 1, Pattern = Patterns.ReferenceValue, Example = "48211",
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
