using System.Text.Json;
using IncidentNumbers;
using IncidentService.Client;

namespace Till;

/// <summary>Incidents recorded offline: one file each, named by the number that the customer got.</summary>
internal sealed class Drafts(string folder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public void Keep(IncidentNumber number, OpenRequest request)
    {
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, number + ".draft");
        using (var file = new FileStream(draft, FileMode.Create))
        {
            JsonSerializer.Serialize(file, request, Json);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, Of(number)); // whole, or not there
    }

    public IEnumerable<(IncidentNumber Number, OpenRequest Request)> All()
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.GetFiles(folder, "*.json").Order())
            yield return (
                IncidentNumber.Parse(Path.GetFileNameWithoutExtension(file)),
                JsonSerializer.Deserialize<OpenRequest>(File.ReadAllText(file), Json)!);
    }

    public void Drop(IncidentNumber number) => File.Delete(Of(number));

    private string Of(IncidentNumber number) => Path.Combine(folder, number + ".json");
}
