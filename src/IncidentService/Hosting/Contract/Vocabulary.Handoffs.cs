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
        ["order"] = Order,
    };

    private static Dictionary<string, Word> HandoffExceptions => new()
    {
        ["HandoffRequest.reason"] = Prose,
    };

    private static Dictionary<string, Word> HandoffParameters => new()
    {
        ["order"] = Order, ["overdue"] = new("true: those whose time has passed; false: the others.") { Values = ["true", "false"] },
    };
}
