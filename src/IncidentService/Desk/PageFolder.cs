using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Desk;

/// <summary>
/// The files of the pages, held in memory, and the version that all of them together have. In development they are read again when one has
/// changed.
/// </summary>
internal sealed class PageFolder
{
    private readonly Dictionary<string, PageFile> files;
    private readonly Dictionary<string, HtmlPage> pages = new(StringComparer.Ordinal);
    private readonly (int Count, DateTime Latest) stamp;

    private PageFolder(string folder)
    {
        stamp = StampOf(folder);
        files = FilesIn(folder)
            .Select(file => new PageFile(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file)))
            .ToDictionary(file => file.Path, StringComparer.Ordinal);
        var sums = string.Join('\n', files.Values.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => file.Path + file.Hash));
        Version = "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sums)))[..12];
        foreach (var file in files.Values.Where(file => file.Path.EndsWith(".html", StringComparison.Ordinal)))
            pages[file.Path] = HtmlPage.From(file, this);
    }

    /// <summary>Stands in the addresses of the files, so that browsers may keep them: another version has other addresses.</summary>
    public string Version { get; }

    /// <summary>Gives the folder as it is, or as it was at the first call where `isFixed`.</summary>
    public static Func<PageFolder> Open(string folder, bool isFixed)
    {
        var current = new Lazy<PageFolder>(() => new PageFolder(folder));
        if (isFixed) return () => current.Value;
        return () => current.Value.stamp == StampOf(folder)
            ? current.Value
            : (current = new Lazy<PageFolder>(() => new PageFolder(folder))).Value;
    }

    public PageFile? Find(string path) => files.GetValueOrDefault(path);

    public HtmlPage? FindPage(string path) => pages.GetValueOrDefault(path);

    private static (int Count, DateTime Latest) StampOf(string folder)
    {
        var times = FilesIn(folder).Select(File.GetLastWriteTimeUtc).ToList();
        return (times.Count, times.Count > 0 ? times.Max() : default);
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];
}
