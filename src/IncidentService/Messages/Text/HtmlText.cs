using IncidentNumbers;
using IncidentService.Common;
using MimeKit.Text;

namespace IncidentService.Messages.Text;

/// <summary>
/// Reads the text of HTML as a mail program shows it: without scripts, styles and what is hidden. MimeKit splits the HTML into tokens, one
/// after the other, so that the time is linear in its length whatever it nests.
/// </summary>
internal sealed class HtmlText
{
    private readonly HtmlLines lines = new();
    private readonly bool skipsHidden;
    private HtmlTagId skipped;
    private int skippedDepth;
    private string? link;

    private HtmlText(bool skipsHidden) => this.skipsHidden = skipsHidden;

    /// <summary>The text; null if there is none.</summary>
    public static string? Parse(string? html)
    {
        if (string.IsNullOrWhiteSpace(html)) return null;
        var text = new HtmlText(skipsHidden: true).ReadTokens(html, out var ended);
        if (!ended) text = new HtmlText(skipsHidden: false).ReadTokens(html, out _); // a hidden part without an end would hide the rest
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private string ReadTokens(string html, out bool ended)
    {
        using var reader = new StringReader(html);
        var tokenizer = new HtmlTokenizer(reader);
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag) ReadTag(tag);
            else if (token is HtmlDataToken data and not HtmlScriptDataToken && skippedDepth == 0) lines.Append(data.Data);
        }
        ended = skippedDepth == 0 || !IsShown(skipped);
        return lines.ToString();
    }

    private void ReadTag(HtmlTagToken tag)
    {
        if (skippedDepth > 0)
        {
            if (tag.Id == skipped && !tag.IsEmptyElement) skippedDepth += tag.IsEndTag ? -1 : 1;
            return;
        }
        if (tag.IsEndTag)
        {
            if (tag.Id == HtmlTagId.A) EndLink();
            lines.EndTag(tag.Id);
            return;
        }
        if (IsVoid(tag.Id) || tag.IsEmptyElement) lines.VoidTag(tag.Id);
        else if (!IsShown(tag.Id) || (skipsHidden && IsHidden(tag))) (skipped, skippedDepth) = (tag.Id, 1);
        else
        {
            if (tag.Id == HtmlTagId.A) link = AttributeOf(tag, "href");
            lines.StartTag(tag.Id);
        }
    }

    /// <summary>Writes the target of a link behind its words if it leads to an incident's page.</summary>
    private void EndLink()
    {
        if (link is { Length: <= Limits.Url } target && HoldsNumber(target)) lines.Append($" <{target}>");
        link = null;
    }

    private static bool HoldsNumber(string target) =>
        NumberFinder.Find(target, 1).Count > 0
        || NumberFinder.FindPossible(target, 1).Any(possible => possible.Strength == ReadingStrength.Clear);

    /// <summary>False for elements whose content is never shown.</summary>
    private static bool IsShown(HtmlTagId id) =>
        id is not (HtmlTagId.Script or HtmlTagId.Style or HtmlTagId.Title or HtmlTagId.IFrame or HtmlTagId.Object or HtmlTagId.NoEmbed);

    private static bool IsVoid(HtmlTagId id) => id is HtmlTagId.Br or HtmlTagId.HR or HtmlTagId.Image or HtmlTagId.Input
        or HtmlTagId.Meta or HtmlTagId.Link or HtmlTagId.Col or HtmlTagId.Base or HtmlTagId.Area or HtmlTagId.Embed;

    private static bool IsHidden(HtmlTagToken tag)
    {
        if (tag.Attributes.Any(attribute => attribute.Name.Equals("hidden", StringComparison.OrdinalIgnoreCase))) return true;
        if (AttributeOf(tag, "style") is not { } style) return false;
        var rules = string.Concat(style.Where(character => !char.IsWhiteSpace(character))).ToLowerInvariant();
        return rules.Contains("display:none", StringComparison.Ordinal) || rules.Contains("visibility:hidden", StringComparison.Ordinal);
    }

    private static string? AttributeOf(HtmlTagToken tag, string name) =>
        tag.Attributes.FirstOrDefault(attribute => attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;
}
