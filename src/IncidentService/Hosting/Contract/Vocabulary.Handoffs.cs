using IncidentService.Handoffs;
using IncidentService.Incidents;

namespace IncidentService.Hosting;

/// <summary>Hand-offs, and the order in which people work.</summary>
internal static partial class Vocabulary
{
    private static Word Order => new("newest, the default; or longest-waiting: those that have waited on us longest first, whatever the channel, without closed ones.")
    {
        Values = Orders.All,
    };

    private static Dictionary<string, Word> HandoffMembers => new()
    {
        ["handoffs"] = new() { MaxItems = Grown }, ["requestedBy"] = Line, ["settledBy"] = Line, ["told"] = Prose, ["to"] = Channel, ["order"] = Order,
    };

    private static Dictionary<string, Word> HandoffExceptions => new()
    {
        ["HandoffView.state"] = new() { Values = HandoffStates.All },
        ["HandoffView.reason"] = Prose,
        ["HandoffRequest.reason"] = Prose,
    };

    private static Dictionary<string, Word> HandoffParameters => new()
    {
        ["handoff"] = new("The hand-off's ordinal within its incident, from 1.") { IsNumber = true, Minimum = 1, Maximum = int.MaxValue, Example = 1 },
        ["order"] = Order, ["overdue"] = new("true: those whose time has passed; false: the others.") { Values = ["true", "false"] },
    };
}
