using IncidentService.Contacts.Phones;
using Microsoft.Extensions.Configuration;
using PhoneNumbers;

namespace IncidentService.Tests.Contacts.Phones;

/// <summary>One phone number has one key in every spelling; a number that does not identify a person has none.</summary>
public sealed class PhoneReaderTests
{
    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    public static TheoryData<string, string, string, string> Table =>
        [.. Spellings.Read("phone-spellings.tsv").Select(row => (row[0], row[1], row[2], row[3]))];

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_spelling_of_the_table_is_parsed_as_stated(string spelling, string region, string expected, string writer)
    {
        var reading = ReaderFor(region).Parse(spelling);

        Assert.True(expected == (reading.Key ?? Word(reading.Fault)), $"{writer}: {reading}, not {expected}");
    }

    [Fact]
    public void Computing_a_key_from_a_key_returns_the_same_key()
    {
        foreach (var row in Spellings.Read("phone-spellings.tsv"))
        {
            if (ReaderFor(row[1]).Parse(row[0]).Key is { } key) Assert.Equal(key, ReaderFor(row[1]).Parse(key).Key);
        }
    }

    [Fact]
    public void The_key_of_random_digits_is_stable_in_every_region()
    {
        var random = new Random(12);
        string[] regions = ["", "US", "DE", "IT", "AR", "MX", "HU", "RU", "CI", "GB", "BR", "IN"];
        for (var round = 0; round < 3_000; round++)
        {
            var text = (random.Next(3) == 0 ? "+" : "")
                + string.Concat(Enumerable.Range(0, random.Next(5, 16)).Select(_ => random.Next(10)));
            var reader = ReaderFor(regions[random.Next(regions.Length)]);
            if (reader.Parse(text).Key is { } key)
                Assert.True(key == reader.Parse(key).Key, $"{text} is {key}, which is {reader.Parse(key)}");
        }
    }

    /// <summary>The length is therefore asked about first, which is faster.</summary>
    [Fact]
    public void A_number_that_is_valid_in_its_plan_has_a_possible_length()
    {
        var random = new Random(13);
        var numbers = Examples().Select(example => example.Number).Concat(
            from country in Plans.GetSupportedCallingCodes()
            from digits in Enumerable.Range(4, 10)
            from _ in Enumerable.Range(0, 20)
            let number = (ulong)random.NextInt64((long)Math.Pow(10, digits))
            select new PhoneNumber.Builder().SetCountryCode(country).SetNationalNumber(number).Build());
        var valid = numbers.Where(Plans.IsValidNumber).ToList();

        Assert.All(valid, number => Assert.True(Plans.IsPossibleNumber(number), $"{number}"));
        Assert.InRange(valid.Count, 1_000, int.MaxValue);
    }

    [Theory]
    [InlineData(PhoneNumberFormat.E164)]
    [InlineData(PhoneNumberFormat.INTERNATIONAL)]
    [InlineData(PhoneNumberFormat.NATIONAL)]
    [InlineData(PhoneNumberFormat.RFC3966)]
    public void Every_form_of_an_example_number_of_any_region_has_the_same_key(PhoneNumberFormat form)
    {
        var tried = 0;
        foreach (var (region, number) in Examples())
        {
            var key = Plans.Format(number, PhoneNumberFormat.E164);
            var text = Plans.Format(number, form);
            Assert.True(key == ReaderFor(region).Parse(text).Key, $"{region}: {text} is {ReaderFor(region).Parse(text)}, not {key}");
            tried++;
        }
        Assert.True(tried > 800, $"Only {tried} numbers were tried");
    }

    [Fact]
    public void An_extension_is_kept_apart()
    {
        Assert.Equal(new PhoneReading("+49895550123", "12", PhoneFault.None), ReaderFor("DE").Parse("+49 (0)89 5550123 ext. 12"));
        Assert.Equal(new PhoneReading("5550123", "9", PhoneFault.None), ReaderFor("").Parse("555-0123 x9"));
    }

    [Theory]
    [InlineData("please help me, my drill is broken")]
    [InlineData("11111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("")]
    public void Text_that_cannot_be_a_number_is_refused(string text) =>
        Assert.Equal(new PhoneReading(PhoneFault.NoNumber), ReaderFor("US").Parse(text));

    [Fact]
    public void The_regions_that_can_be_configured_are_those_of_the_library() =>
        Assert.Equal(Plans.GetSupportedRegions().Order(StringComparer.Ordinal), PhoneRegions.Supported.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Contacts:Region", "de", "DE")]
    [InlineData("Contacts:Region", "", null)]
    [InlineData("Contacts:CountryCode", "49", "DE")]
    [InlineData("Contacts:CountryCode", "1", "US")]
    [InlineData("Contacts:CountryCode", "", null)]
    public void The_region_is_configured_by_its_name_or_by_the_former_country_code(string setting, string value, string? region) =>
        Assert.Equal(region, PhoneRegions.From(Configured(setting, value)));

    [Theory]
    [InlineData("Contacts:Region", "49")]
    [InlineData("Contacts:Region", "XX")]
    [InlineData("Contacts:CountryCode", "999")]
    [InlineData("Contacts:CountryCode", "DE")]
    public void An_unknown_region_is_refused_by_name(string setting, string value) =>
        Assert.Contains(
            setting,
            Assert.Throws<InvalidOperationException>(() => PhoneRegions.From(Configured(setting, value))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("+49895550123", "+490895550123")]
    [InlineData("+390612345678", "+39612345678")]
    [InlineData("+525512345678", "+5215512345678")]
    [InlineData("+74951234567", "+784951234567")]
    [InlineData("+3612345678", "+360612345678")]
    public void The_key_of_a_number_before_the_library_is_among_its_former_keys(string key, string former)
    {
        Assert.Contains(former, PhoneReader.FormerKeys(key));
        Assert.DoesNotContain(key, PhoneReader.FormerKeys(key));
    }

    private static IEnumerable<(string Region, PhoneNumber Number)> Examples() =>
        from region in Plans.GetSupportedRegions().Order(StringComparer.Ordinal)
        from type in new[] { PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.VOIP }
        let number = Plans.GetExampleNumberForType(region, type)
        where number is not null
        select (region, number);

    private static IConfiguration Configured(string setting, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [setting] = value }).Build();

    private static PhoneReader ReaderFor(string region) => new(region.Length == 0 ? null : region);

    private static string Word(PhoneFault fault) => fault switch
    {
        PhoneFault.Withheld => "withheld",
        PhoneFault.Sender => "sender",
        PhoneFault.TwoNumbers => "two",
        PhoneFault.ZeroCountry => "zero",
        PhoneFault.WrongLength => "length",
        _ => "none",
    };
}
