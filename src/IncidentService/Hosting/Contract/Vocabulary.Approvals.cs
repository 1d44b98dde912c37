using IncidentService.Approvals;

namespace IncidentService.Hosting;

/// <summary>Approvals, and what is redeemed of them.</summary>
internal static partial class Vocabulary
{
    private const string AmountPattern = "^[0-9]{1,11}(\\.[0-9]{1,4})?$";

    private static Dictionary<string, Word> ApprovalMembers => new()
    {
        ["approvals"] = new() { MaxItems = Grown },
        ["amount"] = new() { MaxLength = 16, MinLength = 1, Pattern = AmountPattern }, ["currency"] = new() { MaxLength = 3, MinLength = 3, Pattern = "^[A-Z]{3}$" },
        ["item"] = Line, ["quantity"] = new() { Minimum = 1, Maximum = Limits.Quantity }, ["uses"] = new() { Minimum = 1, Maximum = Limits.Uses },
        ["grantedBy"] = Line, ["grantedIn"] = Channel, ["transaction"] = Line,
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
        ["approval"] = new("The approval's ordinal within its incident, from 1.") { IsNumber = true, Minimum = 1, Maximum = int.MaxValue, Example = 1 },
        ["transaction"] = new("The till's own id of its transaction, unique among all tills; percent-encoded.")
        {
            MaxLength = Limits.Line, MinLength = 1, Pattern = FilledLine, Example = "store-12-4711",
        },
    };
}
