using System.Text;

namespace IncidentService.Desk.Joining;

/// <summary>
/// Bundles the modules of a page: one file for the first view, one for each view that loads later, and one for modules that several of
/// those share, and so on for what they load later. Each module is in one file only, so it runs once.
/// </summary>
internal sealed class JoinedScripts
{
    public const string Folder = "joined/";
    private readonly ModuleGraph graph;
    private readonly Dictionary<string, string> fileOf = new(StringComparer.Ordinal);
    private readonly List<string> modules = [];

    public JoinedScripts(ModuleGraph graph, string entry)
    {
        this.graph = graph;
        First = Folder + entry;
        Place(graph.OrderOf(entry), First);
        PlaceLater(entry);
    }

    /// <summary>The file that the page loads.</summary>
    public string First { get; }

    public IEnumerable<PageFile> Files => fileOf.Values.Distinct().Select(file => new PageFile(file, Encoding.UTF8.GetBytes(Write(file))));

    /// <summary>Files that a view loads later use the modules of that view, and are not loaded without them.</summary>
    private void PlaceLater(string entry)
    {
        var later = graph.LaterThan(entry).Where(view => !fileOf.ContainsKey(view)).ToDictionary(
            view => view, view => graph.OrderOf(view).Where(path => !fileOf.ContainsKey(path)).ToList());
        var shared = later.Values.SelectMany(own => own).CountBy(path => path).Where(uses => uses.Value > 1)
            .Select(uses => uses.Key).ToHashSet();
        foreach (var (view, own) in later)
        {
            Place(own.Where(shared.Contains), Folder + entry.Replace(".js", ".shared.js", StringComparison.Ordinal));
            Place(own.Where(path => !shared.Contains(path)), Folder + view);
        }
        foreach (var view in later.Keys) PlaceLater(view);
    }

    private void Place(IEnumerable<string> paths, string file)
    {
        foreach (var path in paths.Where(path => fileOf.TryAdd(path, file))) modules.Add(path);
    }

    private string Write(string file)
    {
        var names = new ModuleNames(
            Variable, path => $"new URL(\"{Relative(file, path)}\", import.meta.url).href", path => Loading(file, path));
        var own = modules.Where(path => fileOf[path] == file).ToList();
        var text = new StringBuilder();
        var others = own.SelectMany(path => graph[path].Imports).Distinct().Where(path => fileOf[path] != file);
        foreach (var import in others.GroupBy(path => fileOf[path]))
            text.Append($"import {{ {string.Join(", ", import.Select(Variable))} }} from \"{Relative(file, import.Key)}\";\n");
        foreach (var path in own) WriteModule(text, graph[path], names);
        return text.Append($"export {{ {string.Join(", ", own.Select(Variable))} }};\n").ToString();
    }

    private void WriteModule(StringBuilder text, Module module, ModuleNames names)
    {
        text.Append($"// {module.Path}\nconst {Variable(module.Path)} = {(module.Waits ? "await (async () => {" : "(() => {")}\n");
        text.Append(ReplaceIn(module, names));
        var exports = module.Exports.Select(export => $"{export.Name}: {export.Value(names)}");
        text.Append($"\nreturn {{ {string.Join(", ", exports)} }};\n}})();\n");
    }

    private static string ReplaceIn(Module module, ModuleNames names)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var (start, end, replaced) in module.Replacements.OrderBy(part => part.Start).ThenByDescending(part => part.End))
        {
            if (start < at) continue; // it is inside a replaced part
            text.Append(module.Text, at, start - at).Append(replaced(names));
            at = end;
        }
        return text.Append(module.Text, at, module.Text.Length - at).ToString();
    }

    private string Variable(string path) => ModuleReader.Prefix + modules.IndexOf(path);

    /// <summary>Loads a module by its file, and at the same time all files that this one would load after itself.</summary>
    private string Loading(string from, string path)
    {
        var files = graph.OrderOf(path).Select(module => fileOf[module]).Where(file => file != First && file != from).Append(fileOf[path])
            .Reverse().Distinct();
        return $"Promise.all([{string.Join(", ", files.Select(file => $"import(\"{Relative(from, file)}\")"))}])"
            + $".then(([file]) => file.{Variable(path)})";
    }

    /// <summary>The address of a file as another names it.</summary>
    private static string Relative(string from, string to)
    {
        var address = PageAddress.Relative(from, to);
        return address.StartsWith('.') ? address : "./" + (address.Length > 0 ? address : Path.GetFileName(to));
    }
}
