namespace IncidentService.Hosting;

/// <summary>Numbers while the line is down.</summary>
internal static partial class Vocabulary
{
    private static Dictionary<string, Word> NumberBlockMembers => new()
    {
        ["numbers"] = new() { MaxItems = Limits.NumbersInBlock }, ["size"] = new() { Minimum = 1, Maximum = Limits.NumbersInBlock },
        ["reservedChannel"] = Channel with { Description = "The channel that will open its incident." },
    };

    private static Dictionary<string, Word> NumberBlockParameters => new()
    {
        ["block"] = new("The block's id.") { MaxLength = 20, MinLength = 1, Pattern = "^[0-9]+$", Example = "7529346839151804417" },
    };
}
