using System.Security.Cryptography;
using System.Text;
using IncidentService.Desk.Joining;

namespace IncidentService.Desk;

/// <summary>
/// The files of the pages, held in memory, and the version that all of them together have. In development they are read again when one has
/// changed.
/// </summary>
internal sealed class PageFolder
{
    private readonly Dictionary<string, PageFile> files;
    private readonly Dictionary<string, HtmlPage> pages;
    private readonly (int Count, DateTime Latest) stamp;

    private PageFolder(string folder, PageSettings settings)
    {
        stamp = StampOf(folder);
        files = FilesIn(folder)
            .Select(file => new PageFile(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file)))
            .ToDictionary(file => file.Path, StringComparer.Ordinal);
        var joined = files.Values.Where(file => file.Path.EndsWith(".html", StringComparison.Ordinal))
            .Select(page => JoinedPage.From(page, files)).ToList();
        foreach (var file in joined.SelectMany(page => page.Files)) files[file.Path] = file;
        (Version, Texts) = (VersionOf(files.Values), new PageTexts(files));
        pages = joined.ToDictionary(
            page => page.Path, page => new HtmlPage(page.Path, page.Text, this, settings), StringComparer.Ordinal);
    }

    /// <summary>Part of the addresses of the files, so that browsers can cache them: a new version has new addresses.</summary>
    public string Version { get; }

    public PageTexts Texts { get; }

    /// <summary>Returns the current content of the folder, or its content at the first call if `isFixed`.</summary>
    public static Func<PageFolder> Open(string folder, PageSettings settings, bool isFixed)
    {
        var current = Begin();
        if (isFixed) return () => current.Value;
        return () => current.Value.stamp == StampOf(folder)
            ? current.Value
            : (current = Begin()).Value;

        // a file that is half written fails one request, and is read again for the next
        Lazy<PageFolder> Begin() => new(() => new PageFolder(folder, settings), LazyThreadSafetyMode.PublicationOnly);
    }

    public PageFile? Find(string path) => files.GetValueOrDefault(path);

    public HtmlPage? FindPage(string path) => pages.GetValueOrDefault(path);

    private static string VersionOf(IEnumerable<PageFile> files)
    {
        var sums = string.Join('\n', files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => file.Path + file.Hash));
        return "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sums)))[..12];
    }

    private static (int Count, DateTime Latest) StampOf(string folder)
    {
        var times = FilesIn(folder).Select(File.GetLastWriteTimeUtc).ToList();
        return (times.Count, times.Count > 0 ? times.Max() : default);
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];
}
