using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace IncidentService.OpenApi.Transformers;

/// <summary>The XML summaries of the code, which are the descriptions of schemas and fields in the contract.</summary>
internal sealed partial class XmlComments
{
    private readonly Dictionary<string, string> summaries;

    private XmlComments(Dictionary<string, string> summaries) => this.summaries = summaries;

    public static XmlComments Load()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "IncidentService.xml");
        return new XmlComments(XDocument.Load(file).Descendants("member")
            .Where(member => member.Element("summary") is not null && OwnMember().IsMatch(member.Attribute("name")!.Value))
            .DistinctBy(member => ShortName(member.Attribute("name")!.Value)) // a name that several types share is not in the contract
            .ToDictionary(
                member => ShortName(member.Attribute("name")!.Value),
                member => Spaces().Replace(member.Element("summary")!.Value, " ").Trim()));
    }

    /// <summary>The summary of "T:Type" or "P:Type.Property"; null when there is none.</summary>
    public string? Find(string name) => summaries.GetValueOrDefault(name);

    /// <summary>"P:IncidentService.Incidents.Card.State" to "P:Card.State", and "T:IncidentService.Incidents.Card" to "T:Card".</summary>
    private static string ShortName(string name)
    {
        var parts = name[2..].Split('.');
        return name[..2] + string.Join('.', name[0] == 'T' ? parts[^1..] : parts[^2..]);
    }

    [GeneratedRegex(@"^[TP]:IncidentService\.")]
    private static partial Regex OwnMember();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
