using System.Text;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>
/// One text for two engines: where they differ it holds both halves between marks that no SQL has, and what stands outside of marks is said
/// to both. Twins nest, since one part of a dialect may be put into another.
/// </summary>
internal static class TwoEngineText
{
    private const char Begin = '\uE000';
    private const char Or = '\uE001';
    private const char End = '\uE002';

    public static string Of(string sqlite, string sqlServer) => sqlite == sqlServer ? sqlite : $"{Begin}{sqlite}{Or}{sqlServer}{End}";

    public static string Sqlite(string text) => Half(text, isSecond: false);

    public static string SqlServer(string text) => Half(text, isSecond: true);

    private static string Half(string text, bool isSecond)
    {
        if (!text.Contains(Begin)) return text;
        var half = new StringBuilder(text.Length);
        var wanted = new Stack<bool>([true]);
        foreach (var character in text)
        {
            if (character == Begin) wanted.Push(wanted.Peek() && !isSecond);
            else if (character == End) wanted.Pop();
            else if (character == Or)
            {
                wanted.Pop();
                wanted.Push(wanted.Peek() && isSecond);
            }
            else if (wanted.Peek()) half.Append(character);
        }
        return half.ToString();
    }
}
