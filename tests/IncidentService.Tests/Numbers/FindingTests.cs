using IncidentNumbers;

namespace IncidentService.Tests.Numbers;

/// <summary>Numbers found in free text. Expected matches are marked ⟦like this⟧.</summary>
public sealed class FindingTests
{
    [Theory]
    [InlineData("⟦867530912374⟧")]
    [InlineData("Hello, my number is ⟦867530912374⟧.")]
    [InlineData("Is it ⟦8675-3091-2374⟧? Or ⟦8675 3091 2374⟧!")]
    [InlineData("(see ⟦8675.3091.2374⟧; also ⟦8675/3091/2374⟧, ⟦8675_3091_2374⟧)")]
    [InlineData("Incident #⟦8675-3091-2374⟧ (fwd)")]
    [InlineData("Re: [⟦8675-3091-2374⟧] Printer on fire")]
    [InlineData("INC⟦867530912374⟧ is late")]
    [InlineData("INC-⟦8675-3091-2374⟧ is late")]
    [InlineData("inc_⟦867530912374⟧, IncidentNo⟦867530912374⟧, №⟦867530912374⟧")]
    [InlineData("Incident No. #INC-⟦8675-3091-2374⟧")]
    [InlineData("**⟦8675-3091-2374⟧** and `⟦867530912374⟧` and \"⟦867530912374⟧\"")]
    [InlineData("<td>⟦8675-3091-2374⟧</td><td>2</td>")]
    [InlineData("| 4711 | ⟦867530912374⟧ | open |")]
    [InlineData("|⟦867530912374⟧|⟦924591510230⟧|")]
    [InlineData("my number is ⟦8675–3091–2374⟧ or ⟦8675 − 3091 − 2374⟧")]
    [InlineData("⟦8675\u00A03091\u00A02374⟧ with hard spaces, ⟦8675\u20113091\u20112374⟧ with hard hyphens")]
    [InlineData("⟦86 75 30 91 23 74⟧ and ⟦867 530 912 374⟧")]
    [InlineData("(⟦8675) 3091 2374⟧")]
    [InlineData("⟦８６７５－３０９１－２３７４⟧、⟦٨٦٧٥٣٠٩١٢٣٧٤⟧ و")]
    [InlineData("⟦𝟖𝟔𝟕𝟓𝟑𝟎𝟗𝟏𝟐𝟑𝟕𝟒⟧ is bold")]
    [InlineData("番号は⟦867530912374⟧です。접수번호 ⟦867530912374⟧입니다")]
    [InlineData("thanks—⟦867530912374⟧—bye; number=⟦867530912374⟧")]
    [InlineData("1. ⟦867530912374⟧\n2) ⟦8675 3091 2374⟧\n- ⟦8675 3091 2374⟧")]
    [InlineData("In 2024 ⟦8675-3091-2374⟧ had 3 replies")]
    [InlineData("⟦8675-3091-2374⟧ (2 open), ⟦8675 3091 2374⟧ (2 open)")]
    [InlineData("(number ⟦8675 3091 2374⟧) 2 days")]
    [InlineData("⟦867530912374⟧.pdf and Attached.⟦867530912374⟧")]
    public void Numbers_are_found_at_their_places(string marked) => AssertFinds(marked);

    [Theory]
    [InlineData("⟦867530912374⟧ ⟦924591510230⟧")]
    [InlineData("⟦867530912374⟧, ⟦924591510230⟧")]
    [InlineData("⟦867530912374⟧,⟦924591510230⟧")]
    [InlineData("⟦867530912374⟧;⟦924591510230⟧")]
    [InlineData("⟦867530912374⟧\n⟦924591510230⟧")]
    [InlineData("⟦867530912374⟧\t⟦924591510230⟧\r\n⟦867530912374⟧")]
    [InlineData("⟦8675-3091-2374⟧ ⟦9245-9151-0230⟧")]
    [InlineData("⟦8675 3091 2374⟧ ⟦9245 9151 0230⟧")]
    [InlineData("⟦8675 3091 2374⟧\n⟦9245 9151 0230⟧")]
    [InlineData("⟦8675-3091-2374⟧ / ⟦9245-9151-0230⟧ and ⟦867530912374⟧")]
    [InlineData("⟦867530912374⟧/⟦924591510230⟧")]
    [InlineData("⟦867530912374⟧–⟦924591510230⟧")]
    [InlineData("INC⟦867530912374⟧ INC⟦924591510230⟧")]
    [InlineData("INC⟦8675 3091 2374⟧ INC⟦9245 9151 0230⟧")]
    [InlineData("12 ⟦867530912374⟧ 7")]
    public void Numbers_side_by_side_are_all_found(string marked) => AssertFinds(marked);

    [Theory]
    [InlineData("> your number is ⟦8675-3091-\n> 2374⟧, keep it")]
    [InlineData("your number is ⟦8675-\r\n3091-2374⟧")]
    [InlineData(">> about ⟦8675 3091\n>> 2374⟧ we")]
    [InlineData("about ⟦8675\n3091 2374⟧ we")]
    [InlineData("86753\n0912374")]
    [InlineData("867530\n912374\n867530\n912374")]
    [InlineData("8675\n3091\n2374")]
    [InlineData("8675 3091\n\n2374")]
    [InlineData("4111 8675 3091\n2374")]
    [InlineData("8675 3091\n2374 1111")]
    public void A_line_break_may_separate_only_the_printed_form(string marked) => AssertFinds(marked);

    [Theory]
    [InlineData("card 4111 1111 1111 1111 and 4111-1111-1111-1111 and 4111111111111111")]
    [InlineData("card 8675 3091 2374 1111, 8675-3091-2374-1111, 1111 8675 3091 2374, 8675309123741111")]
    [InlineData("1867530912374 8675309123740")]
    [InlineData("+867530912374, +86 753 091 2374, +8 (675) 309-12374, +49 867530912374, +(86)7530912374")]
    [InlineData("00867530912374 or 1-867-530-912-374")]
    [InlineData("1Z867530912374, A867530912374, 867530912374A, AB-867530912374, 867530912374-AB, PO_867530912374")]
    [InlineData("DE86 7530 9123 74, BE68 8675 3091 2374, RR 867530912374DE")]
    [InlineData("123e4567-e89b-12d3-a456-867530912374")]
    [InlineData("0x867530912374 v1.867530912374 file/867530912374")]
    [InlineData("0.867530912374, 3,867530912374, 867530912374.50, 867530912374,5 and 867530912374,50")]
    [InlineData("$867530912374, €867530912374, 867530912374€, 867530912374%, @867530912374")]
    [InlineData("#17346c #867530 912374 #86753091 2374")]
    [InlineData("86:75:30:91:23:74 or 867530:912374")]
    [InlineData("867530912375 is not valid, nor is 067530912374")]
    [InlineData("10 Oct 2024 10:30:12.123")]
    [InlineData("8675 . 3091 . 2374")]
    public void Longer_runs_codes_amounts_and_colours_are_ignored(string text) => Assert.Empty(NumberFinder.Find(text));

    [Fact]
    public void An_IP_address_of_twelve_digits_is_ignored()
    {
        var addresses = from a in Enumerable.Range(100, 156)
                        from b in Enumerable.Range(100, 156)
                        let text = $"{a}.{b}.200.100"
                        where NumberReader.Read(text).Kind == ReadingKind.Exact
                        select text;

        Assert.NotEmpty(addresses);
        Assert.All(addresses, text => Assert.Empty(NumberFinder.Find($"from {text} to")));
        Assert.All(addresses, text => Assert.Single(NumberFinder.Find($"Incident {text}")));
    }

    [Theory]
    [InlineData("https://example.com/867530912374")]
    [InlineData("https://example.com/orders?id=867530912374&x=[8675-3091-2374]")]
    [InlineData("HTTP://EXAMPLE.COM/867530912374, www.example.com/867530912374 ftp://x/867530912374")]
    [InlineData("example.com/867530912374 and (shop.example.com:8080/a/867530912374)")]
    [InlineData("a link (https://example.com/867530912374).")]
    [InlineData("a@example.com/867530912374")]
    [InlineData("867530912374@example.com or incident+867530912374@help.example or <8675-3091-2374.x@mail.example>")]
    [InlineData("mailto:867530912374@example.com tel:867530912374 tel:8675-3091-2374")]
    public void Addresses_are_ignored(string text) => Assert.Empty(NumberFinder.Find(text));

    [Theory]
    [InlineData("[8675-3091-2374](https://example.com/867530912374)", 1, 14)]
    [InlineData("<a href=\"https://example.com/924591510230\">867530912374</a>", 43, 12)]
    [InlineData("bob@example.com,867530912374", 16, 12)]
    [InlineData("bob@example.com 867530912374", 16, 12)]
    [InlineData("https://example.com/\n867530912374", 21, 12)]
    [InlineData("（https://example.com/924591510230）867530912374", 34, 12)]
    public void A_number_beside_an_address_is_found(string text, int start, int length) =>
        Assert.Equal([new FoundNumber(IncidentNumber.FromValue(867530912374), start, length, false)], NumberFinder.Find(text));

    [Theory]
    [InlineData("see https://help.example/track/⟦867530912374⟧.")]
    [InlineData("(https://help.example/desk/track/⟦8675-3091-2374⟧?key=924591510230#a)")]
    [InlineData("<https://help.example/TRACK/⟦867530912374⟧> help.example/track/⟦867530912374⟧/")]
    [InlineData("https://help.example/t/⟦867530912374⟧#trk_0123456789abcdefghijklmnopq and help.example/t/⟦8675-3091-2374⟧")]
    [InlineData("https://help.example/track/924591510230x https://help.example/tracks/924591510230")]
    [InlineData("https://help.example/t/924591510230x https://help.example/at/924591510230")]
    public void By_default_a_tracking_link_with_a_number_counts_as_ours(string marked) => AssertFinds(marked);

    [Theory]
    [InlineData("https://help.example/t/⟦867530912374⟧ http://help.example/t/⟦867530912374⟧?a HTTPS://Help.Example/t/⟦867530912374⟧.")]
    [InlineData("help.example/t/⟦867530912374⟧ and https://help.example/t/en/⟦8675-3091-2374⟧")]
    [InlineData("https://help.example/x/867530912374 https://help.example.org/t/867530912374 https://help.example/track/867530912374")]
    [InlineData("https://go.example?n=⟦867530912374⟧&m=924591510230 https://go.example.org/867530912374")]
    public void Only_links_with_a_configured_prefix_count_as_ours(string marked) =>
        AssertFinds(marked, ["https://help.example/t/", "", "https://go.example"]);

    [Theory]
    [InlineData("it is ⟦8675-3O91-2374⟧, sorry")]
    [InlineData("INC⟦8675309I2374⟧ and incident no. ⟦B67S 3O9I 2374⟧")]
    [InlineData("Case: ⟦867530912E74⟧", false)]
    [InlineData("Ticket #⟦8675 309l 2374⟧")]
    [InlineData("8675309I2374 or 8675 3O91 2374 or 8675.3O91.2374 or 8675-3O91-2374-1111", false)]
    [InlineData("INC8675-309|-2374", false)]
    public void Letters_in_place_of_digits_are_parsed_after_a_prefix_or_in_the_printed_form(string marked, bool finds = true)
    {
        var found = finds ? AssertFinds(marked) : NumberFinder.Find(Unmark(marked).Text);
        Assert.Equal(finds, found.Count > 0);
        Assert.All(found, number => Assert.True(number.Lookalikes));
    }

    [Fact]
    public void A_quoted_email_yields_its_numbers_and_nothing_else()
    {
        const string email = """
            From: Ada <ada@customer.example>, To: incident+198300363313@help.example
            Subject: Re: [⟦8675-3091-2374⟧] Printer on fire

            It burns again since 10:30, see https://customer.example/photos/20261121?id=198300363313. Call me on
            +44 20 7946 0958; the invoice was 1,234.50 and the card 4111 1111 1111 1111.

            > On 21 Nov 2026 at 09:15 the desk wrote:
            > Your incident number is ⟦9245-9151-
            > 0230⟧. You can follow it at https://help.example/track/⟦924591510230⟧.
            """;
        AssertFinds(email);
    }

    [Fact]
    public void At_most_the_requested_count_is_returned_first_occurrences_first()
    {
        var text = "8675 3091 2374, https://x.example/track/924591510230 " + string.Join(' ', Enumerable.Repeat("867530912374", 30));

        Assert.Equal(16, NumberFinder.Find(text).Count);
        Assert.Equal(32, NumberFinder.Find(text, most: 100).Count);
        Assert.Equal([0, 40], NumberFinder.Find(text, most: 2).Select(found => found.Start));
        Assert.Empty(NumberFinder.Find(text, most: 0));
        Assert.Empty(NumberFinder.Find(text, most: -1));
    }

    private static IReadOnlyList<FoundNumber> AssertFinds(string marked, string[]? prefixes = null)
    {
        var (text, expected) = Unmark(marked);
        var found = NumberFinder.Find(text, trackingLinkPrefixes: prefixes);
        Assert.Equal(expected, found.Select(number => text.Substring(number.Start, number.Length)));
        return found;
    }

    private static (string Text, IEnumerable<string> Numbers) Unmark(string marked) =>
        (marked.Replace("⟦", "").Replace("⟧", ""), marked.Split('⟦').Skip(1).Select(part => part[..part.IndexOf('⟧')]));
}
