using IncidentService.Contacts;

namespace IncidentService.Tests.Contacts;

/// <summary>One e-mail address has one key in every notation; text that is not an address has none.</summary>
public sealed class EmailAddressTests
{
    public static TheoryData<string, string, string> Table =>
        [.. Spellings.Read("address-spellings.tsv").Select(row => (row[0], row[1], row[2]))];

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_spelling_of_the_table_is_parsed_as_stated(string spelling, string expected, string writer)
    {
        var key = EmailAddress.Peel(spelling) is { } address ? EmailAddress.KeyOf(address) : "none";

        Assert.True(expected == key, $"{writer}: {key}, not {expected}");
        if (key != "none") Assert.Equal(key, EmailAddress.KeyOf(EmailAddress.Peel(key)!));
    }
}
