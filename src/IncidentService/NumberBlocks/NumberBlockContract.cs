using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;

namespace IncidentService.NumberBlocks;

/// <summary>The contract of blocks of reserved numbers.</summary>
internal sealed class NumberBlockContract : SliceContract
{
    public static readonly OperationDescription Reserve = new(
        "reserveNumbers",
        "Reserve a block of numbers",
        "For a channel that must issue numbers while it cannot reach the service: up to 1,000 numbers, held by this key for its channel. "
        + "Print them in the form of `formatted`, in groups of four. Open each one later with `PUT /incidents/{number}`. The expiry only "
        + "ends issuing numbers to customers; an issued number can be opened at any time. Until then, a lookup of the number answers "
        + "`reserved` and names who holds it. A lost block wastes its numbers and has no other effect.")
    {
        Created = "The numbers are reserved for this key only.",
        Errors = [.. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription List = new(
        "listNumberBlocks",
        "List blocks of numbers",
        "The blocks of the key, newest first. With the scope admin, the blocks of all keys.")
    {
        Ok = "A page, without the numbers.",
        Errors = [Problems.InvalidCursor],
    };

    public static readonly OperationDescription Get = new(
        "getNumberBlock",
        "Get one block of numbers",
        "Includes those numbers that have no incident yet.")
    {
        Ok = "The block.",
        Errors = [Problems.NumberBlockUnknown],
    };

    public static readonly OperationDescription OpenReserved = new(
        "openReservedIncident",
        "Open an incident under a reserved number",
        "Any key of the channel that reserved the number may open it, even after the block has expired. Idempotent: the body is used only "
        + "if the number has no incident yet; otherwise the response is the card of the existing incident. Only numbers of a reserved "
        + "block can be opened this way.")
    {
        Ok = "The incident existed already. The body is its card.",
        Created = "The incident was opened. The body is its card.",
        Errors =
        [
            Problems.NumberUnknown, Problems.ReservedElsewhere, Problems.NumberNotReserved, Problems.NumberTaken, Problems.ReferenceHeld,
            .. ProblemSets.NestedItems,
        ],
        NextOperations = ["getIncident", "addToTimeline"],
    };

    public override RuleSet Fields => new()
    {
        ["numbers"] = new() { MaxItems = Limits.NumbersInBlock }, ["size"] = new() { Minimum = 1, Maximum = Limits.NumbersInBlock },
        ["reservedChannel"] = Rules.Channel with { Description = "The channel that will open its incident." },
        ["reservedBy"] = Rules.Line, ["expiresAt"] = Rules.Time,
    };

    public override RuleSet Parameters => new()
    {
        ["block"] = Rules.Id("The block's id.", example: "7529346839151804417"),
    };

    private const string Block = $$"""
        "id": "7529346839151804417", "reservedBy": "Store 12", "channel": "store", "location": "store-12", "size": 2, "opened": 0,
        "createdAt": "{{ExampleValues.OpenedAt}}", "expiresAt": "2026-12-21T09:30:00.000000Z"
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(NumberBlockRequest)] = """{ "size": 2, "expiresAt": "2026-12-21T09:30:00Z" }""",
        [typeof(NumberBlockView)] = $$"""{ {{Block}}, "numbers": ["275310948871", "867530912374"] }""",
        [typeof(NumberBlockPage)] = $$"""{ "items": [{ {{Block}} }] }""",
    };
}
