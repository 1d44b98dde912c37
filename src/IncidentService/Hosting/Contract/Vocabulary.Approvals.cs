using IncidentService.Approvals;

namespace IncidentService.Hosting;

/// <summary>Approvals, and what is redeemed of them.</summary>
internal static partial class Vocabulary
{
    private static Dictionary<string, Word> ApprovalMembers => new()
    {
        ["validFrom"] = Moment, ["validUntil"] = Moment,
    };

    private static Dictionary<string, Word> ApprovalExceptions => new()
    {
        ["ApprovalRequest.type"] = new() { Values = ApprovalTypes.All },
        ["ApprovalRequest.locations"] = new() { MaxItems = Limits.References, Item = Token },
        ["ApprovalView.type"] = new() { Values = ApprovalTypes.All },
        ["ApprovalList.items"] = new() { MaxItems = Grown },
    };

    private static Dictionary<string, Word> ApprovalParameters => new()
    {
        ["transaction"] = new("The till's own id of its transaction, unique among all tills; percent-encoded.")
        {
            MaxLength = Limits.Line, MinLength = 1, Pattern = FilledLine, Example = "store-12-4711",
        },
    };
}
