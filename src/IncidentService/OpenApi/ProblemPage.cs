using IncidentService.Common.Outcomes;

namespace IncidentService.OpenApi;

/// <summary>Explains each problem type as plain text, at the address in its type field.</summary>
internal static class ProblemPage
{
    public static string All() => string.Join('\n', Problems.All.Select(Describe));

    public static string? Find(string slug) => Problems.All.FirstOrDefault(kind => kind.Slug == slug) is { } kind ? Describe(kind) : null;

    private static string Describe(ProblemKind kind) => $"{kind.Type} ({kind.Status})\n  {kind.Title}.\n  {kind.Remedy}\n";
}
