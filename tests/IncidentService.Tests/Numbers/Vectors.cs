using System.Text.Json;

namespace IncidentService.Tests.Numbers;

/// <summary>The vectors in number-vectors.json, which every implementation must agree with.</summary>
internal sealed record Vectors(string[] Valid, string[] UnissuablePrefixes, string[] Invalid, Vectors.Mistake[] Slips)
{
    internal sealed record Mistake(string Slip, string Typed, string Meant, Dictionary<string, string[]> Candidates);

    internal static Vectors All { get; } = Load();

    private static Vectors Load()
    {
        using var stream = typeof(Vectors).Assembly.GetManifestResourceStream("number-vectors.json")!;
        return JsonSerializer.Deserialize<Vectors>(stream, JsonSerializerOptions.Web)!;
    }
}
