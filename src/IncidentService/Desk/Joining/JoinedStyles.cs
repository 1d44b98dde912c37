using System.Text;
using System.Text.RegularExpressions;

namespace IncidentService.Desk.Joining;

/// <summary>The style sheets of a page as one, without comments.</summary>
internal static partial class JoinedStyles
{
    public static PageFile Join(string address, IEnumerable<PageFile> sheets)
    {
        var text = new StringBuilder();
        foreach (var sheet in sheets)
        {
            if (sheet.Text.Contains("@import", StringComparison.Ordinal))
                throw new InvalidOperationException($"{sheet.Path} cannot be joined with other style sheets: it imports one");
            text.Append(Link().Replace(Comment().Replace(sheet.Text, ""), link => $"url(\"{Relative(address, sheet.Path, link)}\")"));
        }
        return new PageFile(address, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Relative(string address, string sheet, Match link) =>
        PageAddress.Relative(address, PageAddress.Resolve(sheet, link.Groups[1].Value));

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("""url\("(?!data:)([^"]+)"\)""")]
    private static partial Regex Link();
}
