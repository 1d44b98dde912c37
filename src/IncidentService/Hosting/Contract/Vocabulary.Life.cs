using IncidentService.Handoffs;
using IncidentService.Promises;
using IncidentService.Resolution;

namespace IncidentService.Hosting;

/// <summary>What an incident goes through: approvals, promises, hand-offs, resolution, merging.</summary>
internal static partial class Vocabulary
{
    private const string AmountPattern = "^[0-9]{1,11}(\\.[0-9]{1,4})?$";

    private static Dictionary<string, Word> LifeMembers => new()
    {
        ["amount"] = new() { MaxLength = 16, MinLength = 1, Pattern = AmountPattern }, ["currency"] = new() { MaxLength = 3, MinLength = 3, Pattern = "^[A-Z]{3}$" },
        ["approvals"] = new() { MaxItems = Grown }, ["promises"] = new() { MaxItems = Grown }, ["handoffs"] = new() { MaxItems = Grown },
        ["merged"] = new() { MaxItems = Grown }, ["item"] = Line, ["quantity"] = new() { Minimum = 1, Maximum = Limits.Quantity },
        ["uses"] = new() { Minimum = 1, Maximum = Limits.Uses }, ["grantedBy"] = Line, ["grantedIn"] = Channel, ["promisedBy"] = Line, ["promisedIn"] = Channel,
        ["requestedBy"] = Line, ["settledBy"] = Line, ["told"] = Prose, ["policy"] = Line, ["transaction"] = Line, ["purpose"] = Token,
        ["closedBy"] = new("customer or quiet.") { Values = ClosedBy.All }, ["to"] = Channel,
    };

    private static Dictionary<string, Word> LifeExceptions => new()
    {
        ["MergeRequest.into"] = new() { MaxLength = 40, Pattern = NoControls },
        ["MergeRequest.reason"] = Prose,
        ["UnmergeRequest.reason"] = Prose,
        ["PromiseView.state"] = new() { Values = PromiseStates.All },
        ["PromiseView.kind"] = new() { Values = PromiseKinds.All },
        ["PromiseTimes.state"] = new() { Values = PromiseStates.Unanswered },
        ["PromiseTimes.kind"] = new() { Values = PromiseKinds.All },
        ["HandoffView.state"] = new() { Values = HandoffStates.All },
        ["HandoffView.reason"] = Prose,
        ["Facts.state"] = new() { MaxLength = Limits.Token, Pattern = Word.OpenValue },
        ["Facts.by"] = new() { MaxLength = Limits.Token, Pattern = Word.OpenValue },
    };

    private static Dictionary<string, Word> LifeParameters => new()
    {
        ["approval"] = new("The approval's ordinal within its incident, from 1.") { IsNumber = true, Minimum = 1, Maximum = int.MaxValue, Example = 1 },
        ["promise"] = new("The promise's ordinal within its incident, from 1.") { IsNumber = true, Minimum = 1, Maximum = int.MaxValue, Example = 1 },
        ["handoff"] = new("The hand-off's ordinal within its incident, from 1.") { IsNumber = true, Minimum = 1, Maximum = int.MaxValue, Example = 1 },
    };
}
