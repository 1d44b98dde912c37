using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;

namespace IncidentService.Audit;

/// <summary>The contract of the audit trail.</summary>
internal sealed class AuditContract : SliceContract
{
    public static readonly OperationDescription List = new(
        "listAudit",
        "List the audit trail",
        "Newest first: who changed or read what, when and from where, and who was refused. An entry names incidents by number and items by "
        + "ordinal or id, and contains no customer text. The SHA-256 in `hash` is of these lines, joined by a line feed, with an "
        + "absent field as an empty line: sequence, previous, id, at, kind, operation, status, times, key, agent, agentVerified, channel, "
        + "location, address, number, item.")
    {
        ShowsCustomers = true,
        Ok = "A page.",
        Errors = [Problems.InvalidCursor],
    };

    private static readonly SchemaRule Hash = new() { MaxLength = 64, MinLength = 64, Pattern = "^[0-9a-f]{64}$" };
    private static readonly SchemaRule Id = new() { MaxLength = 20, MinLength = 1, Pattern = Patterns.Digits };

    public override RuleSet Fields => new()
    {
        ["operation"] = new() { MaxLength = Limits.Token, Pattern = Patterns.NoControls },
        ["times"] = new() { Minimum = 1, Maximum = int.MaxValue },
        ["address"] = new() { MaxLength = Limits.Token, Pattern = Patterns.NoControls }, ["previous"] = Hash, ["hash"] = Hash,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["AuditEntryView.id"] = Id, ["AuditEntryView.key"] = Id, ["AuditEntryView.sequence"] = Id,
        ["AuditEntryView.kind"] = Rules.OneOf(AuditKinds.All), ["AuditEntryView.status"] = new() { Minimum = 0, Maximum = 599 },
        ["AuditEntryView.item"] = new() { MaxLength = Limits.Token, Pattern = "^[0-9a-f]+(/[0-9a-f]+)*$" },
    };

    public override RuleSet Parameters => new()
    {
        ["listAudit.number"] = Rules.QuotedNumber with
        {
            Description = "Only entries about requests for this incident number.", Example = "867530912374",
        },
        ["listAudit.key"] = Rules.Id("Only requests with this key.", example: "7529346839151804416"),
        ["listAudit.from"] = Rules.Time with { Description = "Only entries since this time.", Example = ExampleValues.OpenedAt },
        ["listAudit.until"] = Rules.Time with { Description = "Only entries before this time.", Example = "2026-12-01T00:00:00Z" },
    };

    private const string Entry = """
        { "id": "7529346839151804418", "at": "2026-11-21T09:30:00.000000Z", "kind": "read", "operation": "getIncident", "status": 200,
          "times": 1, "key": "7529346839151804416", "agent": "Kim (desk 4)", "agentVerified": false, "channel": "phone",
          "location": "store-12", "address": "10.1.4.7", "number": "867530912374", "sequence": "1204",
          "previous": "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9",
          "hash": "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b" }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(AuditEntryView)] = Entry,
        [typeof(AuditPage)] = $$"""{ "items": [{{Entry}}] }""",
    };
}
