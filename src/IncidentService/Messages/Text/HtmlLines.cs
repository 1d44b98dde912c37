using System.Text;
using MimeKit.Text;

namespace IncidentService.Messages.Text;

/// <summary>
/// Writes the words of HTML as lines of text: a block on its own lines, an item with its dash, a quotation behind its marks.
/// </summary>
internal sealed class HtmlLines
{
    private const int MostQuoteMarks = 5;
    private readonly StringBuilder text = new();
    private int quotes, preformatted, breaks;
    private bool needsSpace, isItem;

    public override string ToString() => text.ToString();

    public void Append(string words)
    {
        if (preformatted > 0)
        {
            AppendLines(words);
            return;
        }
        foreach (var character in words)
        {
            if (char.IsWhiteSpace(character) && character != '\u00A0') needsSpace = true;
            else AppendCharacter(character);
        }
    }

    public void StartTag(HtmlTagId id)
    {
        if (id is HtmlTagId.BlockQuote) quotes++;
        if (id is HtmlTagId.Pre) preformatted++;
        Separate(id);
        if (id is HtmlTagId.LI) isItem = true;
    }

    public void EndTag(HtmlTagId id)
    {
        Separate(id);
        if (id is HtmlTagId.BlockQuote) quotes = Math.Max(0, quotes - 1);
        if (id is HtmlTagId.Pre) preformatted = Math.Max(0, preformatted - 1);
    }

    public void VoidTag(HtmlTagId id)
    {
        if (id is HtmlTagId.Br) breaks++;
        else if (id is HtmlTagId.HR) breaks = Math.Max(breaks, 1);
    }

    private void Separate(HtmlTagId id)
    {
        if (id is HtmlTagId.TD or HtmlTagId.TH) needsSpace = true;
        else if (id is HtmlTagId.P or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6)
            breaks = Math.Max(breaks, 2);
        else if (IsBlock(id)) breaks = Math.Max(breaks, 1);
    }

    private static bool IsBlock(HtmlTagId id) => id is HtmlTagId.Div or HtmlTagId.BlockQuote or HtmlTagId.Pre or HtmlTagId.LI
        or HtmlTagId.UL or HtmlTagId.OL or HtmlTagId.TR or HtmlTagId.Table or HtmlTagId.Body or HtmlTagId.Head or HtmlTagId.Center
        or HtmlTagId.DD or HtmlTagId.DL or HtmlTagId.DT or HtmlTagId.Form or HtmlTagId.FieldSet or HtmlTagId.Address;

    private void AppendLines(string words)
    {
        foreach (var character in words.ReplaceLineEndings("\n"))
        {
            if (character == '\n') breaks++;
            else AppendCharacter(character);
        }
    }

    private void AppendCharacter(char character)
    {
        if (text.Length == 0) breaks = 0;
        if (breaks > 0 || text.Length == 0) StartLine();
        else if (needsSpace) text.Append(' ');
        needsSpace = false;
        text.Append(character);
    }

    private void StartLine()
    {
        text.Append('\n', Math.Min(breaks, 2));
        text.Insert(text.Length, "> ", Math.Min(quotes, MostQuoteMarks));
        if (isItem) text.Append("- ");
        (breaks, isItem) = (0, false);
    }
}
