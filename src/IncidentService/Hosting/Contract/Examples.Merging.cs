using IncidentService.Incidents;

namespace IncidentService.Hosting;

internal static partial class Examples
{
    private static Dictionary<Type, string> Merging => new()
    {
        [typeof(MergeRequest)] = """{ "into": "867530912374", "reason": "The same drill, asked about on the phone" }""",
        [typeof(UnmergeRequest)] = """{ "reason": "Another customer's drill" }""",
    };
}
