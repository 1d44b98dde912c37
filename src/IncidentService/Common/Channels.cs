namespace IncidentService.Common;

internal static class Channels
{
    public static readonly IReadOnlyList<string> All = ["email", "phone", "store", "social", "chat", "web"];
}
