using IncidentService.Contacts;

namespace IncidentService.Hosting;

/// <summary>Resolution, and contact permissions.</summary>
internal static partial class Vocabulary
{
    private static Dictionary<string, Word> ResolutionExceptions => new()
    {
        ["DisputeRequest.reason"] = Prose,
        ["PermissionRequest.purpose"] = new() { Values = Purposes.All },
        ["Permission.reason"] = new() { Values = PermissionReasons.All },
    };
}
