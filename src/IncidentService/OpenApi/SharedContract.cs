using IncidentService.Common;
using IncidentService.OpenApi.Schemas;

namespace IncidentService.OpenApi;

/// <summary>Fields, parameters and headers that belong to no single slice.</summary>
internal sealed class SharedContract : SliceContract
{
    public override RuleSet Fields => new()
    {
        ["id"] = new() { MaxLength = 20, Pattern = "^[0-9a-f]+$" }, ["number"] = Rules.QuotedNumber, ["name"] = Rules.Line,
        ["channel"] = Rules.Channel, ["channels"] = new() { MaxItems = 6, Item = Rules.Channel },
        ["location"] = Rules.Token, ["team"] = Rules.Token, ["agent"] = Rules.Line,
        ["type"] = new() { MaxLength = Limits.Token, Pattern = "^[a-z]+([.-][a-z]+)*$" },
        ["value"] = Rules.Line, ["reason"] = Rules.Line, ["note"] = Rules.Text, ["text"] = Rules.Text,
        ["limit"] = Rules.PageSize, ["cursor"] = Rules.Cursor, ["next"] = Rules.Cursor,

        // problem details
        ["title"] = new("The cause in general terms.") { MaxLength = Limits.Line, Pattern = Patterns.NoControls },
        ["status"] = new("The HTTP status.") { Minimum = 400, Maximum = 599 },
        ["detail"] = new("What happened in this case.") { MaxLength = 1000, Pattern = Patterns.NoControls },
        ["remedy"] = Rules.Line, ["errors"] = new("The fields that were rejected.") { MaxItems = Limits.ReportedErrors },
        ["field"] = Rules.Line, ["message"] = Rules.Line, ["didYouMean"] = Rules.Number, ["holder"] = Rules.Number,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["Problem.type"] = new("The cause: a stable address that explains it.")
        {
            MaxLength = Limits.Token, Format = "uri-reference",
        },
    };

    public override RuleSet Parameters => new()
    {
        ["number"] = new("The incident's number: twelve digits, in any grouping.")
        {
            MaxLength = 40, MinLength = 1, Pattern = Patterns.FilledLine, Example = "867530912374",
        },
        ["channel"] = Rules.Channel,
        ["limit"] = Rules.PageSize with { Description = "The number of items per page; 50 by default.", IsInteger = true, Example = 50 },
        ["cursor"] = Rules.Cursor with { Description = "The `next` of the previous page. All filters stay unchanged." },
        ["X-Channel"] = new("The channel of the request, if the key lists several.") { Values = Channels.All },
        ["X-Location"] = Rules.Token with { Description = "The store or site of the request, if the key lists several." },
        ["X-Team"] = Rules.Token with { Description = "The team of the request, if the key lists several." },
        ["X-Agent"] = new("The person who acts, as asserted by the caller; visible ASCII.")
        {
            MaxLength = Limits.Line, Pattern = "^[ -~]*$", Example = "Kim (desk 4)",
        },
        ["Idempotency-Key"] = new(
            "Makes the request safe to repeat: the same key and body get the same response for 72 hours. Bare, or as the quoted string of "
            + "the IETF draft.")
        {
            MaxLength = Limits.IdempotencyKey + 2, MinLength = 1, Pattern = "^([!#-~]([ -~]{0,253}[!-~])?|\"[ -~]{1,255}\")$",
            Example = "8e03978e-40d5-43dd-bc93-6894a57f9324",
        },
        ["If-Match"] = new("Change the resource only if its ETag still matches.")
        {
            MaxLength = Limits.Line, Pattern = Patterns.ETags, Example = "\"867530912374.3\"",
        },
        ["If-None-Match"] = new("Return 304 if the ETag still matches.")
        {
            MaxLength = Limits.Line, Pattern = Patterns.ETags, Example = "\"867530912374.3\"",
        },
    };
}
