using System.Security.Cryptography;
using System.Text.RegularExpressions;
using IncidentService.Common.Outcomes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Desk;

/// <summary>The rules for the files of the pages: languages are complete, vendored files are as published, modules stay short.</summary>
public sealed partial class PageSourceTests
{
    private const int LongestModule = 200;
    private static readonly string Pages = Repository.File("src/IncidentService/Desk/Pages");

    private static IEnumerable<string> OwnFiles(params string[] extensions) =>
        Directory.EnumerateFiles(Pages, "*", SearchOption.AllDirectories)
            .Where(file => extensions.Contains(Path.GetExtension(file)) && !file.Contains("/vendor/", StringComparison.Ordinal));

    [Fact]
    public void Every_text_exists_in_every_language()
    {
        var folder = Path.Combine(Pages, "shared", "strings");
        var english = Directory.GetFiles(folder, "en.*.js");

        Assert.NotEmpty(english);
        Assert.All(english, file => Assert.Equal(
            Texts(file).Order(), Texts(file.Replace("/en.", "/es.", StringComparison.Ordinal)).Order()));
        Assert.Equal(english.Length, Directory.GetFiles(folder, "es.*.js").Length);
    }

    [Fact]
    public void Every_problem_that_the_desk_translates_exists()
    {
        var known = typeof(Problems).GetFields().Select(field => field.GetValue(null)).OfType<ProblemKind>()
            .Select(kind => "problem." + kind.Slug);
        var worded = Texts(Path.Combine(Pages, "shared", "strings", "en.problems.js"))
            .Where(name => !name.StartsWith("problem.fact.", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(worded);
        Assert.Empty(worded.Except(known));
    }

    [Fact]
    public void Every_vendored_file_has_its_published_checksum()
    {
        var folder = Path.Combine(Pages, "vendor");
        var rows = VendorRow().Matches(File.ReadAllText(Path.Combine(folder, "VENDOR.md")))
            .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => file != "VENDOR.md" && !Path.GetFileName(file).StartsWith("LICENSE", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(rows.Keys.Order(), files.Order());
        Assert.All(rows, row => Assert.Equal(
            row.Value, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, row.Key))))));
        Assert.All(files, file => Assert.NotEmpty(
            Directory.GetFiles(Path.GetDirectoryName(Path.Combine(folder, file))!, "LICENSE*")));
    }

    [Fact]
    public void Modules_are_short_and_their_types_are_checked()
    {
        var modules = OwnFiles(".js").Where(file => !file.Contains("/strings/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(modules);
        Assert.DoesNotContain(modules, file => File.ReadLines(file).Count() > LongestModule);
        Assert.DoesNotContain(modules, file => File.ReadLines(file).First() != "// @ts-check");
        Assert.Empty(OwnFiles(".js", ".css", ".html").SelectMany(
            file => File.ReadLines(file).Index()
                .Where(line => line.Item.Length > 140 && !line.Item.Contains(" d="))
                .Select(line => $"{file}:{line.Index + 1}")));
    }

    /// <summary>Text from customers is text: nothing turns a string into markup or code.</summary>
    [Fact]
    public void No_module_creates_markup_or_code_from_a_string() => Assert.Empty(
        OwnFiles(".js").SelectMany(
            file => File.ReadLines(file).Where(line => FromString().IsMatch(line)).Select(line => $"{file}: {line}")));

    private static IEnumerable<string> Texts(string file) =>
        TextName().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value);

    [GeneratedRegex("^  \"([^\"]+)\":", RegexOptions.Multiline)]
    private static partial Regex TextName();

    [GeneratedRegex("^\\| `([^`]+)` .*`([0-9a-f]{64})` \\|$", RegexOptions.Multiline)]
    private static partial Regex VendorRow();

    [GeneratedRegex("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|\\bstyle=")]
    private static partial Regex FromString();
}
