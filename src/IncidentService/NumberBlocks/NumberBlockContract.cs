using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.OpenApi;

namespace IncidentService.NumberBlocks;

/// <summary>Blocks of reserved numbers.</summary>
internal sealed class NumberBlockContract : SliceContract
{
    public static readonly OperationDescription Reserve = new(
        "reserveNumbers",
        "Reserve a block of numbers",
        "For whoever has to hand out numbers while the service cannot be reached: up to 1,000, held by this key for its channel. Print "
        + "them as `formatted`: groups of four. Open each later with `PUT /incidents/{number}`; the expiry ends the handing out alone. A "
        + "lookup of one meanwhile answers `reserved` and says by whom. A block that is lost wastes its numbers, and nothing else.")
    {
        Request = typeof(NumberBlockRequest),
        Writes = true,
        Responses = [new(201, typeof(NumberBlockView), "Reserved; `numbers` are nobody else's.")],
        Errors = [.. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription List = new(
        "listNumberBlocks",
        "List blocks of numbers",
        "Those of the key, newest first; with the scope admin those of all keys.")
    {
        Responses = [new(200, typeof(NumberBlockPage), "A page, without the numbers themselves.")],
        Errors = [Problems.InvalidCursor],
    };

    public static readonly OperationDescription Get = new(
        "getNumberBlock",
        "Get one block of numbers",
        "With those of its numbers under which no incident has been opened yet.")
    {
        Responses = [new(200, typeof(NumberBlockView), "The block.")],
        Errors = [Problems.NumberBlockUnknown],
    };

    public static readonly OperationDescription OpenReserved = new(
        "openReservedIncident",
        "Open an incident under a reserved number",
        "By any key of the channel that reserved it, also after the block has expired. Idempotent: the body is used only when there is no "
        + "incident yet; afterwards its card is answered. Only numbers of a block are opened by name.")
    {
        Request = typeof(OpenRequest),
        Writes = true, AcceptsIfMatch = true, ReturnsETag = true,
        Responses = [new(200, typeof(Card), "It was opened before; its card."), new(201, typeof(Card), "Opened; the card.")],
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
