namespace IncidentService.Hosting;

internal static partial class Vocabulary
{
    private static Dictionary<string, Word> MergingMembers => new()
    {
        ["merged"] = new() { MaxItems = Grown },
    };

    private static Dictionary<string, Word> MergingExceptions => new()
    {
        ["MergeRequest.into"] = new() { MaxLength = 40, Pattern = NoControls },
        ["MergeRequest.reason"] = Prose,
        ["UnmergeRequest.reason"] = Prose,
    };
}
