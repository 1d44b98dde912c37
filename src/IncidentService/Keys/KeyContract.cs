using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Keys.Requests;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;

namespace IncidentService.Keys;

/// <summary>API keys.</summary>
internal sealed class KeyContract : SliceContract
{
    public static readonly OperationDescription Create = new(
        "createKey",
        "Create a key",
        "Only this response contains the key itself; the service stores only its hash. A repeat with the same Idempotency-Key is therefore "
        + "refused with replay-erased, which names the key that was created. Revoke that key and create another.")
    {
        Created = "The key was created. `key` is shown only once.",
        Errors = [.. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription List = new(
        "listKeys",
        "List keys",
        "The permissions and places of each key, never the key itself.")
    {
        Ok = "All keys, oldest first.",
    };

    public static readonly OperationDescription Get = new(
        "getKey",
        "Get one key",
        "Its permissions and places, never the key itself.")
    {
        Ok = "The key.",
        Errors = [Problems.KeyUnknown],
    };

    public static readonly OperationDescription Rotate = new(
        "rotateKey",
        "Replace a key",
        "Only this response contains the new key. Id, permissions and limits stay. The former key works until formerUntil, so that "
        + "programs can be changed one by one; a key that it had replaced stops working at once. Revoking ends both.")
    {
        Ok = "The key was replaced. `key` is shown only once.",
        Errors = [Problems.KeyUnknown, Problems.KeyNotReplaceable, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Revoke = new(
        "revokeKey",
        "Revoke a key",
        "The key stops working immediately, everywhere. Repeating the request changes nothing more.")
    {
        NoContent = "The key was revoked.",
        Errors = [Problems.KeyUnknown],
    };

    private static readonly SchemaRule Places = new()
    {
        MaxItems = Limits.References, Item = new() { MaxLength = Limits.Token, Pattern = "^(\\*|[a-z0-9._-]+)$" }, // * stands for any
    };

    public override RuleSet Fields => new()
    {
        ["key"] = new() { MaxLength = 60, Pattern = "^[A-Za-z0-9_]+$" }, ["teams"] = Places, ["locations"] = Places,
        ["prefix"] = new() { MaxLength = 8, Pattern = "^inc_[A-Za-z0-9]{4}$" },
        ["networks"] = new() { MaxItems = Limits.References, Item = new() { MaxLength = 49, Pattern = "^[0-9a-fA-F:.]+(/[0-9]{1,3})?$" } },
        ["requestsPerMinute"] = new() { Minimum = 1, Maximum = Limits.RequestsPerMinute },
        ["scopes"] = new() { MaxItems = 7, Item = Rules.OneOf(Scopes.All) }, ["formerUntil"] = Rules.Time,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["KeyList.items"] = Rules.Growing, ["KeyView.kind"] = Rules.OneOf(KeyKinds.All),
        ["KeyRequest.name"] = Rules.Line with { MaxLength = Limits.Token },
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
        { "id": "7529346839151804416", "kind": "key", "name": "Phone desk", "channels": ["phone"], "scopes": ["read", "write"],
          "teams": ["*"], "locations": ["*"], "createdAt": "2026-11-01T08:00:00.000000Z", "prefix": "inc_7Fq2",
          "lastUsedAt": "2026-11-21T09:30:00.000000Z" }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(KeyRequest)] = """{ "name": "Phone desk", "channels": ["phone"], "scopes": ["read", "write"] }""",
        [typeof(RotationRequest)] = """{ "formerUntil": "2026-11-22T09:30:00Z" }""",
        [typeof(KeyView)] = Example,
        [typeof(KeyList)] = $$"""{ "items": [{{Example}}] }""",
    };
}
