using System.Text.Json.Nodes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Lookup.PhoneMenus;
using IncidentService.Lookup.Search;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace IncidentService.Lookup;

/// <summary>The contract of lookups and their answers.</summary>
internal sealed class LookupContract : SliceContract
{
    /// <summary>Phone menus can only send forms.</summary>
    private static readonly MediaDescription Form = new(LookupForm.FormType)
    {
        Schema = FormSchema,
        Example = () => JsonNode.Parse("""{ "quoted": "867530912347", "customerPresent": true, "waitSeconds": 240 }"""),
    };

    public static readonly OperationDescription LookUp = new(
        "lookUp",
        "Look up a number or anything else a customer says",
        "Takes whatever the customer said or pasted, in any channel, and always answers 200 with an outcome: exact, merged, reference, "
        + "contact, repaired, ambiguous, reserved or none. A single match includes the whole card, with masked contacts while it needs "
        + "confirmation; several matches include summaries, best first. Every lookup is recorded. Misses and repairs share one limit per "
        + "key. Phone menus may send a form, and HTTP Basic with the key as password.")
    {
        Media = [Form],
        Ok = "The outcome and the matches.",
        Errors = [Problems.TooManyGuesses, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription List = new(
        "listLookups",
        "List lookups",
        "Newest first. outcome=none lists the misses with what was quoted, as a work list for improvements.")
    {
        ShowsCustomers = true,
        Ok = "A page.",
        Errors = [Problems.InvalidCursor],
    };

    public static readonly OperationDescription ListShapes = new(
        "listLookupShapes",
        "List the shapes of misses",
        "Groups misses that look alike into one line, the most frequent first, so that a system that was never connected stands out.")
    {
        Ok = "The shapes.",
    };

    public static readonly OperationDescription Get = new(
        "getLookup",
        "Get one lookup",
        "The lookup as it was recorded, with its answer if there is one.")
    {
        ShowsCustomers = true,
        Ok = "The lookup.",
        Errors = [Problems.LookupUnknown],
    };

    public static readonly OperationDescription Answer = new(
        "answerLookup",
        "Answer a lookup",
        "Says which incident a lookup was about: confirms a match, or answers a miss. With `system`, text that looks like an identifier "
        + "(at least four digits) is taught: from now on, a lookup of it finds this incident, subject to confirmation. If the customer was "
        + "present, their interaction is recorded, once.")
    {
        Ok = "The lookup with its answer.",
        Errors = [Problems.LookupUnknown, Problems.NumberUnknown, Problems.NotTeachable],
    };

    public static readonly OperationDescription WithdrawAnswer = new(
        "withdrawLookupAnswer",
        "Withdraw the answer of a lookup",
        "Removes what the answer taught. Repeating the request changes nothing more.")
    {
        NoContent = "The answer was withdrawn.",
        Errors = [Problems.LookupUnknown],
    };

    public override RuleSet Fields => new()
    {
        ["quoted"] = Rules.Text with { MaxLength = Limits.Quoted },
        ["hints"] = new() { Item = Rules.Line, Names = Rules.Token, MaxItems = Limits.Hints },
        ["lookup"] = new("The lookup that caused this.") { MaxLength = 16, Pattern = "^[0-9a-f]{16}$" },
        ["outcome"] = Rules.OneOf(Outcomes.All), ["spoken"] = new() { MaxLength = 1000, Pattern = Patterns.NoControls },
        ["matches"] = new() { MaxItems = 40 }, ["certainty"] = Rules.OneOf(Certainty.All), ["by"] = Rules.OneOf(MatchedBy.All),
        ["slip"] = Rules.OneOf(Slips.All), ["agree"] = new() { MaxItems = Limits.Hints, Item = Rules.Token },
        ["contradict"] = new() { MaxItems = Limits.Hints, Item = Rules.Token }, ["shape"] = Rules.Line, ["answered"] = Rules.Line,
    };

    public override RuleSet Parameters => new()
    {
        ["lookup"] = new("The lookup's id: 16 hexadecimal digits.")
        {
            MaxLength = 16, MinLength = 16, Pattern = "^[0-9a-f]{16}$", Example = "68801529d511abb0",
        },
        ["outcome"] = new("Only lookups with this outcome; none lists the misses.") { Values = Outcomes.All },
        ["answered"] = new("false: only lookups that nobody has answered yet.") { Values = ["true", "false"] },
        ["shape"] = Rules.Line with { Description = "Only misses of this shape.", Example = "CAS-9999999" },
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["AnswerRequest.system"] = Rules.Token with { Pattern = Patterns.ReferenceSystem },
        ["LookupRequest.quoted"] = new() { MaxLength = Limits.Quoted, Pattern = Patterns.AnyCharacter },
    };

    public override IReadOnlyDictionary<string, string> Conditions => new Dictionary<string, string>
    {
        [nameof(LookupRequest)] = $$"""
            { "if": { "required": ["quoted"], "properties": { "quoted": { "not": { "type": "null" }, "pattern": "{{Patterns.NotBlank}}" } } },
              "else": { "required": ["hints"],
                "properties": { "hints": { "not": { "additionalProperties": { "pattern": "{{Patterns.Blank}}" } } } } } }
            """,
    };

    public override IReadOnlyDictionary<string, string[]> AtLeastOneOf => new Dictionary<string, string[]>
    {
        [nameof(LookupRequest)] = ["quoted", "hints"],
    };

    private const string Recorded = $$"""
        { "id": "68801529d511abb0", "at": "2026-11-21T10:02:11.204113Z", "channel": "phone", "agent": "Lee", "outcome": "none",
          "micros": 412, "quoted": "CAS-4458812", "shape": "CAS-9999999", "customerPresent": true, "answer": { "number": "867530912374",
          "at": "2026-11-21T10:05:40.000000Z", "taught": { "system": "siebel", "value": "CAS-4458812" } } }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(LookupRequest)] = """
            { "quoted": "8675 3091 2347", "customerPresent": true, "waitSeconds": 240, "hints": { "email": "anna@example.com",
              "order": "W-55120" } }
            """,
        [typeof(LookupAnswer)] = $$"""
            { "id": "68801529d511abb1", "outcome": "repaired",
              "spoken": "Did you mean incident eight six seven five, three zero nine one, two three seven four?",
              "matches": [{ "certainty": "confirm", "by": "repair", "repair": { "slip": "swapped", "position": 11 }, "agree": ["order"],
              "contradict": [], {{ExampleValues.Number}}, "state": "open", "card": {{IncidentContract.CardWith(ContactContract.Masked)}} }],
              "interactionRecorded": true }
            """,
        [typeof(AnswerRequest)] = """{ "number": "867530912374", "system": "siebel" }""",
        [typeof(RecordedLookup)] = Recorded,
        [typeof(LookupPage)] = $$"""{ "items": [{{Recorded}}] }""",
        [typeof(ShapeList)] = """
            { "items": [{ "shape": "CAS-9999999", "count": 17, "unanswered": 3, "lastAt": "2026-11-21T10:02:11.204113Z" }] }
            """,
    };

    private static OpenApiSchema FormSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "The fields of a lookup. Every other field is a hint: email, phone, handle, loyalty, name, order, or hints.<system>.",
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["quoted"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String, MaxLength = Limits.Quoted, Pattern = Patterns.NoControlsButBreaks,
                Description = "Whatever the customer said or keyed in.",
            },
            ["customerPresent"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Boolean, Description = "The customer is present now.",
            },
            ["waitSeconds"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0", Maximum = Limits.WaitSeconds.ToString(),
                Description = "How long the customer waited.",
            },
        },
        // without a type: an index signature of strings contradicts the fields above in TypeScript
        AdditionalProperties = new OpenApiSchema { MaxLength = Limits.Line, Pattern = Patterns.NoControls },
    };
}
