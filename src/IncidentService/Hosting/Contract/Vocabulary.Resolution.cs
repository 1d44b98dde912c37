using IncidentService.Contacts;
using IncidentService.Resolution;

namespace IncidentService.Hosting;

/// <summary>Resolution, and contact permissions.</summary>
internal static partial class Vocabulary
{
    private static Dictionary<string, Word> ResolutionMembers => new()
    {
        ["closedBy"] = new("customer or quiet.") { Values = ClosedBy.All }, ["purpose"] = Token,
    };

    private static Dictionary<string, Word> ResolutionExceptions => new()
    {
        ["Facts.state"] = new() { MaxLength = Limits.Token, Pattern = Word.OpenValue },
        ["Facts.by"] = new() { MaxLength = Limits.Token, Pattern = Word.OpenValue },
        ["DisputeRequest.reason"] = Prose,
        ["PermissionRequest.purpose"] = new() { Values = Purposes.All },
        ["Permission.reason"] = new() { Values = PermissionReasons.All },
    };
}
