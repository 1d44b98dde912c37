using IncidentService.Tests.Infrastructure;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IncidentService.Tests.Deploy;

/// <summary>A compose file with its YAML merge keys resolved, which YamlDotNet does not do.</summary>
internal sealed class ComposeFile
{
    private ComposeFile(string name, YamlMappingNode root) => (Name, Root) = (name, root);

    public string Name { get; }
    public YamlMappingNode Root { get; }
    public Dictionary<string, YamlMappingNode> Services => Maps(Root, "services");

    public static ComposeFile Read(string name)
    {
        using var text = File.OpenText(Repository.File("deploy", name));
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(text)));
        return new ComposeFile(name, (YamlMappingNode)Assert.Single(stream.Documents).RootNode);
    }

    public static IEnumerable<string> Keys(YamlNode map) => ((YamlMappingNode)map).Children.Keys.Select(key => key.ToString());

    public static Dictionary<string, YamlMappingNode> Maps(YamlMappingNode map, string key) => !map.Children.TryGetValue(key, out var found)
        ? []
        : ((YamlMappingNode)found).ToDictionary(
            pair => pair.Key.ToString(), pair => pair.Value as YamlMappingNode ?? new YamlMappingNode());

    public static IReadOnlyList<string> Texts(YamlMappingNode map, string key) => !map.Children.TryGetValue(key, out var found)
        ? []
        : found is YamlSequenceNode sequence ? [.. sequence.Select(item => item.ToString())] : [found.ToString()];

    public static string? Text(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var found) ? (found as YamlScalarNode)?.Value : null;
}
