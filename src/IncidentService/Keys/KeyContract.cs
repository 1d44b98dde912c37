using IncidentService.Hosting;
using IncidentService.OpenApi;

namespace IncidentService.Keys;

/// <summary>API keys.</summary>
internal sealed class KeyContract : SliceContract
{
    public static readonly OperationDescription Create = new(
        "createKey",
        "Create a key",
        "The key itself is in this answer alone; only its hash is stored. So a repeat with the same Idempotency-Key is refused with "
        + "replay-erased, which names what was made: revoke that, and make another.")
    {
        Request = typeof(KeyRequest),
        Writes = true,
        Responses = [new(201, typeof(KeyView), "Created; `key` is shown once.")],
        Errors = [.. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription List = new(
        "listKeys",
        "List keys",
        "With what they may do and where they speak from; never the keys themselves.")
    {
        Responses = [new(200, typeof(KeyList), "All keys, oldest first.")],
    };

    public static readonly OperationDescription Get = new(
        "getKey",
        "Get one key",
        "What it may do and where it speaks from; never the key itself.")
    {
        Responses = [new(200, typeof(KeyView), "The key.")],
        Errors = [Problems.KeyUnknown],
    };

    public static readonly OperationDescription Revoke = new(
        "revokeKey",
        "Revoke a key",
        "It stops working at once, everywhere. Revoking it twice changes nothing more.")
    {
        Writes = true,
        Responses = [new(204, null, "Revoked.")],
        Errors = [Problems.KeyUnknown],
    };

    private static readonly SchemaRule Places = new()
    {
        MaxItems = Limits.References, Item = new() { MaxLength = Limits.Token, Pattern = "^(\\*|[a-z0-9._-]+)$" }, // * stands for any
    };

    public override RuleSet Fields => new()
    {
        ["key"] = new() { MaxLength = 60, Pattern = "^[A-Za-z0-9_]+$" }, ["teams"] = Places, ["locations"] = Places,
        ["scopes"] = new() { MaxItems = 7, Item = Rules.OneOf(Scopes.All) },
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["KeyList.items"] = Rules.Growing, ["KeyRequest.name"] = Rules.Line with { MaxLength = Limits.Token },
        ["KeyRequest.channels"] = new() { MinItems = 1, MaxItems = 6, Item = Rules.Channel },
        ["KeyRequest.scopes"] = new() { MinItems = 1, MaxItems = 7, Item = Rules.OneOf(Scopes.All) },
        ["KeyRequest.teams"] = new() { MaxItems = Limits.References, Item = Rules.Token },
        ["KeyRequest.locations"] = new() { MaxItems = Limits.References, Item = Rules.Token },
    };

    public override RuleSet Parameters => new()
    {
        ["key"] = Rules.Id("The key's id.", example: "7529346839151804416"),
    };

    private const string Example = """
        { "id": "7529346839151804416", "name": "Phone desk", "channels": ["phone"], "scopes": ["read", "write"], "teams": ["*"],
          "locations": ["*"], "createdAt": "2026-11-01T08:00:00.000000Z" }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(KeyRequest)] = """{ "name": "Phone desk", "channels": ["phone"], "scopes": ["read", "write"] }""",
        [typeof(KeyView)] = Example,
        [typeof(KeyList)] = $$"""{ "items": [{{Example}}] }""",
    };
}
