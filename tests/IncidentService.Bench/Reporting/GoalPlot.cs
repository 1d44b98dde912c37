using System.Net;
using System.Text;

namespace IncidentService.Bench.Reporting;

/// <summary>A bar for each goal, as long as the part of it that was reached, with a line where it is met. Light and dark.</summary>
internal static class GoalPlot
{
    private const int RowHeight = 22, HeadHeight = 34, TextWidth = 520, GoalWidth = 200, FigureWidth = 260, Margin = 10;

    /// <summary>A bar never says more than twice the goal.</summary>
    private const double Longest = 2;

    private const string Style =
        """
        <style>
        rect.page { fill: #ffffff } text { fill: #1f2933; font: 12px sans-serif } text.head { font-weight: bold }
        rect.met { fill: #1b7f4d } rect.missed { fill: #c0652a } line { stroke: #1f2933; stroke-dasharray: 3 3 }
        @media (prefers-color-scheme: dark) {
        rect.page { fill: #14181d } text { fill: #e4e7eb } rect.met { fill: #4fc08d } rect.missed { fill: #e8925a } line { stroke: #e4e7eb }
        }
        </style>
        """;

    public static string Draw(IReadOnlyList<(string Title, IReadOnlyList<GoalRow> Rows)> groups)
    {
        var height = groups.Sum(group => HeadHeight + group.Rows.Count * RowHeight) + Margin;
        var width = TextWidth + (int)(GoalWidth * Longest) + FigureWidth + Margin;
        var svg = new StringBuilder();
        svg.Append($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
            <title>What was reached of each goal; the dashed line is the goal</title>
            {Style}
            <rect class="page" width="100%" height="100%"/>

            """);
        var y = 0;
        foreach (var (title, rows) in groups)
        {
            var head = $"{title}: {rows.Count(row => row.IsMet)} of {rows.Count} goals met";
            svg.Append($"""<text class="head" x="{Margin}" y="{y + HeadHeight - 12}">{head}</text>""").Append('\n');
            y += HeadHeight;
            var top = y;
            foreach (var row in rows)
            {
                Bar(svg, row, y);
                y += RowHeight;
            }
            svg.Append($"""<line x1="{TextWidth + GoalWidth}" x2="{TextWidth + GoalWidth}" y1="{top}" y2="{y}"/>""").Append('\n');
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static void Bar(StringBuilder svg, GoalRow row, int y)
    {
        var length = GoalWidth * Math.Min(row.Share, Longest);
        var figures = TextWidth + Math.Max(length, GoalWidth) + 6; // beside the line of the goal
        svg.Append($"""
            <text x="{TextWidth - 8}" y="{y + 15}" text-anchor="end">{WebUtility.HtmlEncode(row.Title)}</text>
            <rect class="{(row.IsMet ? "met" : "missed")}" x="{TextWidth}" y="{y + 4}" width="{length:0.#}" height="{RowHeight - 8}"/>
            <text x="{figures:0.#}" y="{y + 15}">{WebUtility.HtmlEncode($"{row.Reached} ({row.Wanted})")}</text>

            """);
    }
}
