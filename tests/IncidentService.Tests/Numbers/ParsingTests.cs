using System.Globalization;
using System.Text;
using IncidentNumbers;

namespace IncidentService.Tests.Numbers;

public sealed class ParsingTests
{
    private static readonly IncidentNumber Example = IncidentNumber.FromValue(867530912374);

    [Theory]
    [InlineData("867530912374")]
    [InlineData("8675-3091-2374")]
    [InlineData("8675 3091 2374")]
    [InlineData("8675.3091.2374")]
    [InlineData("8675/3091/2374")]
    [InlineData("8675\\3091\\2374")]
    [InlineData("8675_3091_2374")]
    [InlineData("8675, 3091, 2374")]
    [InlineData("867,530,912,374")]
    [InlineData("867'530'912'374")]
    [InlineData("8 6 7 5 3 0 9 1 2 3 7 4")]
    [InlineData("86-75-30-91-23-74")]
    [InlineData("8675  -  3091 - 2374")]
    [InlineData("  867530912374\r\n")]
    [InlineData("8675\t3091\t2374")]
    [InlineData("8675-3091-\n2374")]
    [InlineData("(8675) [3091] {2374}")]
    [InlineData("<867530912374>")]
    [InlineData("«8675-3091-2374»")]
    [InlineData("“867530912374”")]
    [InlineData("'867530912374")]
    [InlineData("`8675-3091-2374`")]
    [InlineData("**8675-3091-2374**")]
    public void Any_grouping_is_parsed_exactly(string typed) => AssertExact(typed);

    [Theory]
    [InlineData("#867530912374")]
    [InlineData("# 8675-3091-2374")]
    [InlineData("＃867530912374")]
    [InlineData("№ 867530912374")]
    [InlineData("N° 867530912374")]
    [InlineData("nº867530912374")]
    [InlineData("No. 867530912374")]
    [InlineData("no 867530912374")]
    [InlineData("No867530912374")]
    [InlineData("NO: 867530912374")]
    [InlineData("INC867530912374")]
    [InlineData("inc867530912374")]
    [InlineData("Inc-8675-3091-2374")]
    [InlineData("INC 8675 3091 2374")]
    [InlineData("ＩＮＣ８６７５３０９１２３７４")]
    [InlineData("ｉｎｃ－８６７５－３０９１－２３７４")]
    [InlineData("I N C 867530912374", ReadingKind.NotANumber)]
    [InlineData("Incident 867530912374")]
    [InlineData("INCIDENT867530912374")]
    [InlineData("Incident No. #INC-8675-3091-2374")]
    [InlineData("Incident number: 8675 3091 2374")]
    [InlineData("incident nr. 8675-3091-2374")]
    [InlineData("Incident-Nr.: 8675-3091-2374")]
    [InlineData("Incident ID 8675-3091-2374")]
    [InlineData("Ticket 867530912374")]
    [InlineData("ticket#867530912374")]
    [InlineData("[Ticket #8675-3091-2374]")]
    [InlineData("tIcKeT: 8675-3091-2374")]
    [InlineData("Case 867530912374")]
    [InlineData("CASE-8675-3091-2374")]
    [InlineData("Case no 8675.3091.2374")]
    [InlineData("case ref. 8675.3091.2374")]
    [InlineData("Reference number = 867530912374", ReadingKind.NotANumber)]
    [InlineData("(Case) 867530912374")]
    [InlineData("Ticket/Case/Incident 867530912374")]
    [InlineData("I\u00ADNC867530912374", ReadingKind.NotANumber)]
    public void A_prefix_in_any_case_is_removed_and_its_letters_are_not_digits(string typed, ReadingKind kind = ReadingKind.Exact) =>
        Assert.Equal(kind, NumberReader.Read(typed).Kind);

    [Theory]
    [InlineData("867530912374.")]
    [InlineData("8675-3091-2374?")]
    [InlineData("8675-3091-2374!!")]
    [InlineData("\"8675-3091-2374\",")]
    [InlineData("'867530912374';")]
    [InlineData("(8675-3091-2374):")]
    [InlineData("867530912374#")]
    [InlineData("8675309123 74…")]
    [InlineData("¿8675-3091-2374?")]
    [InlineData("8675-3091-2374。")]
    [InlineData("「８６７５－３０９１－２３７４」")]
    [InlineData("• 8675-3091-2374")]
    [InlineData("-867530912374-")]
    public void Punctuation_around_a_number_does_not_matter(string typed) => AssertExact(typed);

    [Fact]
    public void Every_Unicode_space_dash_bracket_quote_connector_and_format_character_separates_groups()
    {
        var groups = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value)).Where(rune =>
            Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation
                or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Format).ToList();

        Assert.True(groups.Count > 300);
        foreach (var rune in groups.Concat("−\u00AD⁻˗⁃ー·・．。⁄∕／＼＿\u200B\u2060\uFEFF\u2800\u3164".EnumerateRunes()))
            Assert.True(NumberReader.Read($"{rune}8675{rune}3091{rune}{rune}2374{rune}").Kind == ReadingKind.Exact, $"U+{rune.Value:X4}");
    }

    [Fact]
    public void Decimal_digits_of_every_script_are_parsed_exactly()
    {
        var zeros = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value))
            .Where(rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber && Rune.GetNumericValue(rune) == 0).ToList();

        Assert.True(zeros.Count > 50);
        foreach (var zero in zeros)
            AssertExact(string.Concat("8675-3091-2374".Select(c => c == '-' ? "-" : new Rune(zero.Value + c - '0').ToString())));
    }

    [Theory]
    [InlineData("٨٦٧٥-٣٠٩١-٢٣٧٤")]
    [InlineData("۸۶۷۵۳۰۹۱۲۳۷۴")]
    [InlineData("८६७५ ३०९१ २३७४")]
    [InlineData("𝟖𝟔𝟕𝟓𝟑𝟎𝟗𝟏𝟐𝟑𝟕𝟒")]
    [InlineData("8️⃣6️⃣7️⃣5️⃣3️⃣0️⃣9️⃣1️⃣2️⃣3️⃣7️⃣4️⃣")]
    [InlineData("8675-٣٠٩١-２３７４")]
    [InlineData("\u200F٨٦٧٥٣٠٩١٢٣٧٤\u200E")]
    public void Digits_of_other_scripts_are_parsed_exactly(string typed) => AssertExact(typed);

    [Theory]
    [InlineData("8675-3O91-2374")]
    [InlineData("8675-3o91-2374")]
    [InlineData("8675-3Q91-2374")]
    [InlineData("8675-309I-2374")]
    [InlineData("8675-309l-2374")]
    [InlineData("8675-309|-2374")]
    [InlineData("8675-3091-Z374")]
    [InlineData("867S-3091-2374")]
    [InlineData("B675-3091-2374")]
    [InlineData("B67S3O9lZ374")]
    [InlineData("ＢO675-3091-2374", ReadingKind.Invalid)]
    [InlineData("Ｂ675-3091-2374")]
    [InlineData("INCB67530912374")]
    [InlineData("INC-B67530912374")]
    [InlineData("Case B675-3091-2374")]
    [InlineData("Incident No. #INC-8675-3O91-2374")]
    [InlineData("no. B675-3O91-2374")]
    [InlineData("8675-3091-2e74", ReadingKind.NotANumber)]
    [InlineData("b675-3091-2374", ReadingKind.NotANumber)]
    [InlineData("8675-309i-2374", ReadingKind.NotANumber)]
    public void Letters_in_place_of_digits_are_parsed_as_a_repair(string typed, ReadingKind kind = ReadingKind.Repaired)
    {
        var reading = NumberReader.Read(typed);

        Assert.Equal(kind, reading.Kind);
        Assert.Equal(kind == ReadingKind.Repaired ? Example : default, reading.Number);
        Assert.Equal(kind != ReadingKind.NotANumber, reading.Lookalikes);
    }

    [Theory]
    [InlineData("867530912375", "867530912375", false)]
    [InlineData("067530912374", "067530912374", false)]
    [InlineData("8675-3091-237", "86753091237", false)]
    [InlineData("8675-3091-23740", "8675309123740", false)]
    [InlineData("0867530912374", "0867530912374", false)]
    [InlineData("867530912374 924591510230", "867530912374924591510230", false)]
    [InlineData("5", "5", false)]
    [InlineData("#42", "42", false)]
    [InlineData("Case 5O5", "505", true)]
    [InlineData("٨٦٧٥", "8675", false)]
    [InlineData("4111 1111 1111 1111", "4111111111111111", false)]
    public void Digits_that_form_no_valid_number_are_reported(string typed, string digits, bool lookalikes) =>
        Assert.Equal(new Reading { Kind = ReadingKind.Invalid, Digits = digits, Lookalikes = lookalikes }, NumberReader.Read(typed));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("-")]
    [InlineData("INC")]
    [InlineData("Incident number:")]
    [InlineData("SOS")]
    [InlineData("lol")]
    [InlineData("hello")]
    [InlineData("printer 3 is on fire")]
    [InlineData("867530912374 please")]
    [InlineData("x867530912374")]
    [InlineData("867530912374x")]
    [InlineData("XINC867530912374")]
    [InlineData("8675INC30912374")]
    [InlineData("+867530912374")]
    [InlineData("867530912374%")]
    [InlineData("$867530912374")]
    [InlineData("867530912374@example.com")]
    [InlineData("https://help.example/track/867530912374")]
    [InlineData("10:30")]
    [InlineData("86:75:30:91:23:74")]
    [InlineData("8675#30912374")]
    [InlineData("8.67530912374E11")]
    [InlineData("1Z999AA10123456784")]
    [InlineData("⑧⑥⑦⑤③⓪⑨①②③⑦④")]
    [InlineData("867530912374\0")]
    [InlineData("8675\ud83d30912374")]
    [InlineData("\udc00")]
    public void Anything_else_is_not_a_number(string typed) => Assert.Equal(default, NumberReader.Read(typed));

    [Fact]
    public void Parsing_a_valid_number_allocates_nothing()
    {
        string[] typed =
        [
            "867530912374", "8675-3091-2374", "Incident No. #INC-8675-3O91-2374", "٨٦٧٥-٣٠٩١-٢٣٧٤", "hello",
            new string(' ', 5000) + "867530912374",
        ];
        foreach (var text in typed)
        {
            NumberReader.Read(text);
            var before = GC.GetAllocatedBytesForCurrentThread();
            NumberReader.Read(text);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    private static void AssertExact(string typed) =>
        Assert.Equal(new Reading { Kind = ReadingKind.Exact, Number = Example }, NumberReader.Read(typed));
}
