using System.Text.RegularExpressions;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Conventions;

/// <summary>A C# file, by its path in the checkout. Searches for a pattern skip comments.</summary>
internal sealed class Source
{
    private readonly string[] lines;

    private Source(string path) => (Path, lines) = (path, File.ReadAllLines(Repository.File(path)));

    public string Path { get; }

    public int Length => lines.Length;

    /// <summary>Every file under a folder of the checkout, except build output.</summary>
    public static IEnumerable<Source> Under(string folder) =>
        Directory.EnumerateFiles(Repository.File(folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new Source(path));

    public bool IsUnder(string folder) => Path.StartsWith($"src/IncidentService/{folder}/", StringComparison.Ordinal);

    /// <summary>The places where a line is wider, comments too. Lines with string literals are exempt.</summary>
    public IEnumerable<string> LinesWiderThan(int columns) =>
        from line in lines.Index()
        where line.Item.Length > columns && !line.Item.Contains('"')
        select $"{Path}:{line.Index + 1}: {line.Item.Trim()}";

    /// <summary>The places where the pattern matches in the code.</summary>
    public IEnumerable<string> Lines(Regex what) =>
        from line in lines.Index()
        where !line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal) && what.IsMatch(line.Item)
        select $"{Path}:{line.Index + 1}: {line.Item.Trim()}";
}
