namespace IncidentNumbers.Finding;

/// <summary>Decides how closely the text between two pieces joins them.</summary>
internal static class Gap
{
    private const int Longest = 16;

    /// <param name="gap">The text between the pieces.</param>
    /// <param name="opened">Whether the first piece follows an opening bracket.</param>
    internal static Join Between(ReadOnlySpan<char> gap, bool opened)
    {
        if (gap.Length > Longest)
            return Join.None;

        int spaces = 0, signs = 0, dots = 0, openers = 0, closers = 0;
        for (var at = 0; at < gap.Length;)
        {
            var glyph = Glyph.At(gap, at);
            switch (glyph.Sign)
            {
                case Sign.LineBreak: return IsSpaceOrDash(gap[..at]) ? OverLine(gap[at..]) : Join.None;
                case Sign.Space: spaces++; break;
                case Sign.Dash or Sign.Slash or Sign.Underscore: signs++; break;
                case Sign.Dot: dots++; break;
                case Sign.Opener: openers++; break;
                case Sign.Closer: closers++; break;
                case Sign.Invisible: break;
                default: return Join.None;
            }

            at += glyph.Length;
        }

        // Brackets group in "(8675) 3091", but separate in "1) 8675", "8675) 3" and "8675 (3"; ". " ends a sentence.
        var apart = (closers > 0 && !opened) || (openers > 0 && closers == 0 && spaces > 0) || (dots > 0 && spaces > 0);
        return apart || signs + dots > 1 || spaces > 2 ? Join.None : spaces > 0 ? Join.Space : Join.Tight;
    }

    private static bool IsSpaceOrDash(ReadOnlySpan<char> beforeBreak)
    {
        var trimmed = beforeBreak.Trim();
        return trimmed.IsEmpty || (trimmed.Length == 1 && Glyph.At(trimmed, 0).Sign == Sign.Dash);
    }

    // One line break, optionally followed by the marks that a quoted e-mail puts at the beginning of every line.
    private static Join OverLine(ReadOnlySpan<char> rest)
    {
        rest = rest[(rest is ['\r', '\n', ..] ? 2 : 1)..];
        return rest.TrimStart(" >|").IsEmpty ? Join.Line : Join.None;
    }
}
