using System.Globalization;
using IncidentNumbers.Finding;

namespace IncidentNumbers.Loose;

/// <summary>Cuts a text, without its addresses, into groups of digits and codes.</summary>
internal ref struct GroupScanner
{
    private const int LongestPhone = 15; // ITU-T E.164
    private const int LongestExtension = 6;
    private const int LongestQuantity = 3; // 2x
    private const string NoPartOfPhone = ",;\n|#@%";
    private static readonly string[] PhoneSchemes = ["tel:", "sms:", "fax:", "callto:", "whatsapp:", "viber:", "https://wa.me/"];
    private static readonly string[] CallSchemes = [.. PhoneSchemes, "sip:", "sips:"];

    private readonly ReadOnlySpan<char> _text;
    private readonly List<Group> _groups = [];
    private int _phoneDigits; // of the current phone number; 0 outside one
    private int _userEnd = -1; // where the user of the last SIP address ends

    private GroupScanner(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Returns all groups in order.</summary>
    internal static List<Group> Scan(ReadOnlySpan<char> text, List<Address> addresses)
    {
        var scanner = new GroupScanner(text);
        var from = 0;
        foreach (var address in addresses)
        {
            if (address.IsLink && IsPhone(text[address.Start..address.End]))
                continue;
            scanner.ScanPart(from, scanner.PassUser(address));
            from = address.End;
        }

        scanner.ScanPart(from, text.Length);
        return scanner._groups;
    }

    /// <summary>tel:, sms: and similar schemes contain numbers, not addresses.</summary>
    internal static bool IsPhone(ReadOnlySpan<char> link)
    {
        foreach (var scheme in PhoneSchemes)
            if (link.StartsWith(scheme.AsSpan(), StringComparison.OrdinalIgnoreCase))
                return true;

        return false;
    }

    // sip:8675@pbx.example calls a number; other addresses are skipped as a whole.
    private int PassUser(Address address)
    {
        if (address.IsLink || !IsAfterScheme(address.Start, CallSchemes))
            return address.Start;
        return _userEnd = address.Start + _text[address.Start..address.End].IndexOf('@');
    }

    private void ScanPart(int at, int end)
    {
        while (at < end)
        {
            var glyph = Glyph.At(_text, at);
            var next = at + glyph.Length;
            if (glyph.IsAlphanumeric)
            {
                var hasDigit = glyph.Sign == Sign.Digit;
                while (next < end && Glyph.At(_text, next) is { IsAlphanumeric: true } more)
                {
                    next += more.Length;
                    hasDigit |= more.Sign == Sign.Digit;
                }

                if (hasDigit || next - at == Letters.Group)
                    PassToken(at, next, hasDigit);
            }

            at = next;
        }
    }

    private void PassToken(int start, int end, bool hasDigit)
    {
        var isTied = false;
        if (hasDigit)
        {
            var whole = end;
            start += PrefixWords.LengthAt(_text[..end], start);
            end = WithoutExtension(start, end);
            isTied = TakeLetters(ref start, ref end) || end < whole;
        }

        var (count, letters, value) = (0, 0, 0L);
        for (var at = start; at < end; count++)
        {
            var glyph = Glyph.At(_text, at);
            letters += glyph.Sign == Sign.Letter ? 1 : 0;
            value = count < HammingCode.Length ? value * 10 + Math.Max(0, glyph.Digit) : value;
            at += glyph.Length;
        }

        if (letters < count || Letters.MayBeDigits(_text[start..end]))
            Add(new Group(start, end, count, value, TraitsOf(letters, count) | (isTied ? Traits.Tied : Traits.None), Joined: false));
    }

    // 867530912374x2, 2374p2
    private readonly int WithoutExtension(int start, int end)
    {
        var sign = start;
        while (sign < end && char.IsDigit(_text[sign]))
            sign++;
        var isWhole = sign - start is HammingCode.Length or Letters.Group;
        if (!isWhole || end - sign is < 2 or > 1 + LongestExtension || !IsPause(_text[sign]))
            return end;
        for (var at = sign + 1; at < end; at++)
            if (!char.IsDigit(_text[at]))
                return end;

        return sign;
    }

    private static bool IsPause(char sign) => sign is 'x' or 'X' or 'p' or 'P' or 'w' or 'W';

    // x867530912374, EUR8675, 2374thanks, A867530912374B, 2x8675: the digits are a whole number or a group.
    private readonly bool TakeLetters(ref int start, ref int end)
    {
        var last = end;
        while (last > start && !char.IsDigit(_text[last - 1]))
            last--;
        var first = last;
        while (first > start && char.IsDigit(_text[first - 1]))
            first--;
        var (length, whole) = (last - first, end - start);
        if (length == whole || length is not (HammingCode.Length or Letters.Group) || whole is HammingCode.Length or Letters.Group)
            return false;
        for (var at = start; at < first && first - start > LongestQuantity; at++)
            if (IsDigit(at))
                return false;

        (start, end) = (first, last);
        return true;
    }

    private static Traits TraitsOf(int letters, int count) =>
        letters == 0 ? Traits.None : letters < count ? Traits.Code : Traits.Code | Traits.Word;

    private void Add(Group group)
    {
        var previous = _groups.Count > 0 ? _groups[^1] : default;
        var gap = _groups.Count > 0 ? _text[previous.End..group.Start] : default;
        group.Joined = _groups.Count > 0 && Separator.Joins(gap);
        var before = group.Start > 0 ? Glyph.Fold(_text[group.Start - 1]) : ' ';
        var after = group.End < _text.Length ? Glyph.Fold(_text[group.End]) : ' ';
        if (IsBarred(group, before, after))
            group.Traits |= IsAlone(group) ? Traits.Amount : Traits.Barred;
        if ((IsCurrency(before) && !IsBetweenDigits(group.Start - 1)) || (IsCurrency(after) && !IsBetweenDigits(group.End)))
            group.Traits |= Traits.Amount;
        if (group.Start > 1 && before is '-' or '/' or '_' or '\\' or '\u2011' && char.IsLetter(_text[group.Start - 2]))
            group.Traits |= Traits.Tied;
        if (before == ':' && IsAfterScheme(group.Start, CallSchemes))
            group.Traits |= Traits.Tied;
        group.Traits |= PassPhone(group, gap);
        _groups.Add(group);
    }

    // "+86 753 091 2374" is skipped group by group; in "8675 + 3091" the plus is a separator.
    private Traits PassPhone(Group group, ReadOnlySpan<char> gap)
    {
        var isSeparator = group.Joined && Separator.Kind(gap).SequenceEqual("+".AsSpan());
        if (!isSeparator && FollowsPlus(group.Start))
        {
            _phoneDigits = group.Count;
            return Traits.Plus;
        }

        var goesOn = _phoneDigits > 0 && group.Joined && gap.Length <= 3 && gap.IndexOfAny(NoPartOfPhone.AsSpan()) < 0
            && !isSeparator && !group.Has(Traits.Code);
        _phoneDigits = goesOn && _phoneDigits + group.Count <= LongestPhone ? _phoneDigits + group.Count : 0;
        return _phoneDigits > 0 ? Traits.InPhone : Traits.None;
    }

    private readonly bool FollowsPlus(int start)
    {
        var plus = start - 1;
        if (plus > 0 && Glyph.At(_text, plus).Sign == Sign.Opener)
            plus--;
        return plus >= 0 && Glyph.Fold(_text[plus]) == '+' && (plus == 0 || !Glyph.At(_text, plus - 1).IsAlphanumeric);
    }

    private readonly bool IsAfterScheme(int start, string[] schemes)
    {
        foreach (var scheme in schemes)
            if (_text[..start].EndsWith(scheme.AsSpan(), StringComparison.OrdinalIgnoreCase))
                return true;

        return false;
    }

    // Twelve digits are no percentage, but perhaps somebody's handle.
    private static bool IsAlone(Group group) => group.Count == HammingCode.Length && !group.Has(Traits.Code);

    private readonly bool IsBarred(Group group, char before, char after) =>
        (before == '@' && !IsBetweenDigits(group.Start - 1))
        || (after == '@' && !IsBetweenDigits(group.End) && group.End != _userEnd)
        || (after == '%' && !IsBetweenDigits(group.End))
        || (before == '#' && group.Count is 3 or 6 or 8 && !IsBetweenDigits(group.Start - 1));

    private readonly bool IsBetweenDigits(int sign) =>
        sign > 0 && sign + 1 < _text.Length && IsDigit(sign - 1) && IsDigit(sign + 1);

    private readonly bool IsDigit(int at) => Glyph.At(_text, at).Sign == Sign.Digit;

    private static bool IsCurrency(char character) => char.GetUnicodeCategory(character) == UnicodeCategory.CurrencySymbol;
}
