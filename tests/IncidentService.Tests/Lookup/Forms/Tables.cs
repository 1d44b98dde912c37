using System.Text.Json;

namespace IncidentService.Tests.Lookup.Forms;

/// <summary>
/// The committed tables: forms.json by hand, corpus.json by make-corpus.sh from the tools themselves, texts.json without any number of
/// ours.
/// </summary>
internal static class Tables
{
    public static IReadOnlyList<Form> Forms { get; } = [.. Form.Read(Open("forms.json")), .. Form.Read(Open("corpus.json"))];

    public static IReadOnlyList<string> Texts { get; } = JsonSerializer.Deserialize<List<string>>(Open("texts.json"))!;

    private static Stream Open(string name) => typeof(Tables).Assembly.GetManifestResourceStream(name)!;
}
