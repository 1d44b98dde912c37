namespace IncidentService.Hosting;

internal static partial class Vocabulary
{
    private static Dictionary<string, Word> ErasureExceptions => new()
    {
        ["ErasureRequest.reason"] = Token,
        ["Facts.reason"] = Token,
        ["Erasure.incidents"] = new() { MaxItems = Grown },
    };
}
