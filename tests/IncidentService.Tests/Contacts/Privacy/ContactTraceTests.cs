using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Contacts.Phones;
using IncidentService.Contacts.Privacy;

namespace IncidentService.Tests.Contacts.Privacy;

/// <summary>Finds a contact inside other values in any spelling, without false positives.</summary>
public sealed class ContactTraceTests
{
    private static readonly PhoneReader Phones = new("DE");

    [Theory]
    [InlineData("email", "Anna@Example.com", "anna@example.com")]
    [InlineData("email", "Anna@Example.com", "crm:ANNA@EXAMPLE.COM;1")]
    [InlineData("email", "anna@example.com", "https://crm.example/anna%40example.com")]
    [InlineData("email", "anna@example.com", "ａｎｎａ＠example.com")]
    [InlineData("phone", "0151 2345678", "+49 151 234-56-78")]
    [InlineData("phone", "+49 151 2345678", "wa_0049(151)2345678@c.us")]
    [InlineData("phone", "+44 20 7946 0958", "ext442079460958")]
    [InlineData("phone", "12345", "tel 12345")]
    [InlineData("handle", "x:@anna", "X:Anna")]
    [InlineData("handle", "x:@anna", "see @anna!")]
    [InlineData("handle", "x:@anna", "https://x.com/anna?lang=de")]
    [InlineData("handle", "x:@anna_secret", "dm-ANNA_SECRET-7")]
    [InlineData("loyalty", "AB 12-34 56", "card ab123456")]
    [InlineData("loyalty", "AB12", "card/AB12")]
    [InlineData("name", "Anna Müller", "ANNA MÜLLER, Kiel")]
    [InlineData("name", "Anna", "anna")]
    public void A_contact_in_a_text_is_found(string kind, string contact, string text) => Assert.True(Of(kind, contact).FoundIn(text));

    [Theory]
    [InlineData("email", "anna@example.com", "berta@example.com")]
    [InlineData("email", "anna@example.com", "anna")]
    [InlineData("phone", "0151 2345678", "151-2345")]
    [InlineData("phone", "12345", "912345")]
    [InlineData("handle", "x:@anna", "my name is Anna")]
    [InlineData("handle", "x:@anna", "@annabel")]
    [InlineData("handle", "x:@anna_secret", "hanna_secret")]
    [InlineData("loyalty", "AB12", "CAB1234")]
    [InlineData("name", "Anna", "ANNA-4711")]
    [InlineData("name", "Miller", "Millerton")]
    public void Similar_text_is_not_taken_for_the_contact(string kind, string contact, string text) =>
        Assert.False(Of(kind, contact).FoundIn(text));

    [Theory]
    [InlineData("4711", "4711")]
    [InlineData("somebody@else.example", null)]
    [InlineData("somebody＠else.example", null)]
    [InlineData("anna@example.com", null)]
    public void The_feed_contains_no_contact(string value, string? told) =>
        Assert.Equal(told, Of("email", "anna@example.com").RemoveFrom(value));

    private static ContactTraces Of(string kind, string value) =>
        ContactTraces.From([ContactInput.Parse("", kind, value, Phones, new ValidationErrors())!]);
}
