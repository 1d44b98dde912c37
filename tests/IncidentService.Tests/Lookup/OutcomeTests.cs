using System.Net;
using IncidentNumbers;
using IncidentService.Common.Text;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Lookup;

/// <summary>The outcomes of lookups and their certainty.</summary>
public abstract class OutcomeTests(ServiceFixture fixture) : Suite(fixture)
{
    private static string Unique(string prefix) => prefix + Guid.NewGuid().ToString("N")[..12] + "1234";

    private static object With(string kind, string value) => new { contacts = new[] { new { kind, value } } };

    private static object Under(string system, string value) => new { references = new[] { new { system, value } } };

    [Fact]
    public async Task A_merged_number_answers_with_its_survivor_and_says_so()
    {
        var (merged, survivor) = (await fixture.Email.Open(), await fixture.Email.Open());
        await fixture.Service.Merge(merged, survivor);

        var found = await fixture.Phone.LookUp(merged);
        var read = (await fixture.Phone.Get("/v1/incidents/" + merged)).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ("merged", "certain", "number"), (found.Outcome(), found.Match()["certainty"]!.ToString(), found.Match()["by"]!.ToString()));
        Assert.Equal((survivor, merged), (found.Match()["card"]!["number"]!.ToString(), found.Match()["card"]!["askedFor"]!.ToString()));
        Assert.Equal((survivor, merged), (read["number"]!.ToString(), read["askedFor"]!.ToString()));
        Assert.Contains("now belongs to another incident", found["spoken"]!.ToString());
    }

    [Fact]
    public async Task A_reserved_number_names_its_holder_and_has_no_match()
    {
        var number = await fixture.Service.Reserve();

        var found = await fixture.Phone.LookUp(number);

        Assert.Equal("reserved", found.Outcome());
        Assert.Empty(found["matches"]!.AsArray());
        Assert.StartsWith("Test ", found["reservedBy"]!.ToString());
        (await fixture.Phone.Get("/v1/incidents/" + number)).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
    }

    [Fact]
    public async Task A_shared_reference_is_to_be_confirmed()
    {
        var order = Unique("W-");
        var number = await fixture.Email.Open(Under("order", order));

        var found = await fixture.Phone.LookUp(order);

        Assert.Equal(
            ("reference", "confirm", "shared-reference"),
            (found.Outcome(), found.Match()["certainty"]!.ToString(), found.Match()["by"]!.ToString()));
        Assert.Equal(number, found.Match()["number"]!.ToString());
    }

    [Fact]
    public async Task An_exclusive_reference_comes_before_a_contact_and_a_contact_before_a_shared_reference()
    {
        var value = "555" + Random.Shared.NextInt64(1_000_000, 9_999_999);
        var byContact = await fixture.Email.Open(With("phone", value));
        await fixture.Email.Open(Under("order", value));

        var contact = await fixture.Phone.LookUp(value);
        Assert.Equal(("contact", byContact), (contact.Outcome(), contact.Match()["number"]!.ToString()));

        var byTicket = await fixture.Email.Open(Under("zendesk", value));
        var reference = await fixture.Phone.LookUp(value);
        Assert.Equal(("reference", byTicket), (reference.Outcome(), reference.Match()["number"]!.ToString()));
        Assert.Equal("certain", reference.Match()["certainty"]!.ToString());
    }

    [Fact]
    public async Task Of_several_exclusive_references_the_one_whose_incident_has_the_contact_too_comes_first()
    {
        var value = "555" + Random.Shared.NextInt64(1_000_000, 9_999_999);
        var both = await fixture.Email.Open(new
        {
            contacts = new[] { new { kind = "phone", value } }, references = new[] { new { system = "zendesk", value } },
        });
        fixture.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        var newer = await fixture.Email.Open(Under("jira", value));

        Assert.Equal([both, newer], (await fixture.Phone.LookUp(value)).Numbers());
    }

    [Fact]
    public async Task Several_matches_carry_summaries_with_the_best_first_and_no_card()
    {
        var phone = "555" + Random.Shared.NextInt64(1_000_000, 9_999_999);
        var older = await fixture.Email.Open(With("phone", phone));
        fixture.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        var newer = await fixture.Email.Open(With("phone", phone));

        var found = await fixture.Phone.LookUp(phone);

        Assert.Equal("ambiguous", found.Outcome());
        Assert.Equal([newer, older], found.Numbers());
        Assert.All(found["matches"]!.AsArray(), match =>
        {
            Assert.Equal("confirm", match!["certainty"]!.ToString());
            Assert.NotNull(match["summary"]);
            Assert.Null(match["card"]);
        });
        Assert.Equal("I found 2 incidents for this. Please tell me more.", found["spoken"]!.ToString());
    }

    [Fact]
    public async Task A_text_with_several_numbers_finds_all_of_their_incidents()
    {
        var (first, second) = (await fixture.Email.Open(), await fixture.Email.Open());

        var found = await fixture.Phone.LookUp($"They gave me {first}, and before that {second}.");

        Assert.Equal("ambiguous", found.Outcome());
        Assert.Equal(new[] { first, second }.Order(), found.Numbers().Order());
    }

    [Fact]
    public async Task Letters_in_place_of_digits_are_a_repair_and_not_an_exact_match()
    {
        var number = await OpenWith('0');

        var found = await fixture.Phone.LookUp(number.Replace('0', 'O'));

        Assert.Equal(("repaired", "confirm"), (found.Outcome(), found.Match()["certainty"]!.ToString()));
        Assert.Equal("lookalike", found.Match()["repair"]!["slip"]!.ToString());
    }

    [Fact]
    public async Task A_repair_states_the_kind_and_place_of_the_typo_and_asks_for_confirmation()
    {
        var number = await fixture.Email.Open();

        var found = await fixture.Phone.LookUp(Typos.WrongDigit(number));

        Assert.Equal(6, (int)found.Match()["repair"]!["position"]!);
        Assert.StartsWith("Did you mean incident ", found["spoken"]!.ToString());
    }

    [Theory]
    [InlineData("{0}", "certain")]
    [InlineData("Ticket no. {0}", "certain")]
    [InlineData("it is on zendesk/{0} I believe", "certain")]
    [InlineData("I live in ZIP {0} and the tap drips", "confirm")]
    public async Task A_reference_is_certain_only_if_it_is_the_whole_text_or_named(string sentence, string certainty)
    {
        var ticket = Random.Shared.NextInt64(10_000_000, 99_999_999).ToString();
        var number = await fixture.Email.Open(new { references = new[] { new { system = "zendesk", value = ticket } } });

        var found = await fixture.Phone.LookUp(string.Format(sentence, ticket));

        Assert.Equal(
            ("reference", certainty, number),
            (found.Outcome(), found.Match()["certainty"]!.ToString(), found.Match()["number"]!.ToString()));
    }

    [Fact]
    public async Task Many_orders_of_the_same_value_do_not_hide_a_ticket()
    {
        var value = "X" + Guid.NewGuid().ToString("N");
        var number = await fixture.Email.Open(new { references = new[] { new { system = "zendesk", value } } });
        for (var index = 0; index < 25; index++) await fixture.Email.Open(new { references = new[] { new { system = "order", value } } });

        var found = await fixture.Phone.LookUp(value);

        Assert.Equal(("reference", number), (found.Outcome(), found.Match()["number"]!.ToString()));
    }

    [Fact]
    public async Task An_address_within_a_sentence_finds_the_customer()
    {
        var anna = $"anna{Guid.NewGuid():N}@example.com";
        var number = await fixture.Email.Open(new { contacts = new[] { new { kind = "email", value = anna } } });

        var found = await fixture.Phone.LookUp($"My address is <{anna}>, does that help?");

        Assert.Equal(("contact", number), (found.Outcome(), found.Match()["number"]!.ToString()));
    }

    [Theory]
    [InlineData("My number is {0}, I think.")]
    [InlineData("incident {0} from last week; order W-551")]
    public async Task A_mistyped_number_within_a_sentence_is_repaired(string sentence)
    {
        var number = await fixture.Email.Open();

        var found = await fixture.Phone.LookUp(string.Format(sentence, Typos.WrongDigit(number)));

        Assert.Equal("repaired", found.Outcome());
        Assert.Equal([number], found.Numbers());
    }

    [Fact]
    public async Task A_text_with_several_runs_of_digits_gets_no_repair()
    {
        var (first, second) = (await fixture.Email.Open(), await fixture.Email.Open());

        var found = await fixture.Phone.LookUp($"either {Typos.WrongDigit(first)} or {Typos.WrongDigit(second)}");

        Assert.Equal("none", found.Outcome());
    }

    [Fact]
    public async Task An_extra_digit_is_repaired_even_if_the_digits_form_a_valid_card_number()
    {
        string number;
        do number = await fixture.Email.Open();
        while (PaymentCards.Mask(Typos.Extra(number)) == Typos.Extra(number)); // one in ten is a valid card number

        Assert.Equal([number], (await fixture.Phone.LookUp(Typos.Extra(number))).Numbers());
    }

    [Fact]
    public async Task A_long_reference_is_found_even_if_it_is_a_valid_card_number()
    {
        var number = await fixture.Email.Open(Under("ups", "4111111111111111"));

        Assert.Equal([number], (await fixture.Phone.LookUp("4111111111111111")).Numbers());
    }

    [Fact]
    public async Task Two_errors_in_a_number_find_nothing()
    {
        var number = await fixture.Email.Open();

        var found = await fixture.Phone.LookUp(Typos.WrongDigit(number)[..^1] + (char)('0' + ((number[^1] - '0' + 1) % 10)));

        Assert.Equal("none", found.Outcome());
    }

    [Fact]
    public async Task Contacts_are_masked_while_to_be_confirmed_and_plain_when_certain()
    {
        var (email, phone, handle) = (
            Unique("anna") + "@example.com", "555" + Random.Shared.NextInt64(1_000_000, 9_999_999), "x:@" + Unique("anna"));
        var number = await fixture.Email.Open(new
        {
            contacts = new[]
            {
                new { kind = "email", value = email }, new { kind = "phone", value = phone }, new { kind = "handle", value = handle },
                new { kind = "loyalty", value = "L-" + phone }, new { kind = "name", value = "Anna Berg" },
            },
        });

        var masked = (await fixture.Phone.LookUp(email)).Match()["card"]!["contacts"]!
            .AsArray()
            .Select(contact => contact!["value"]!.ToString());
        var plain = (await fixture.Phone.LookUp(number)).Match()["card"]!["contacts"]!
            .AsArray()
            .Select(contact => contact!["value"]!.ToString());

        Assert.Equal(["a•••@example.com", "•••" + phone[^2..], "x:•••", "•••" + phone[^2..], "A•••"], masked);
        Assert.Equal([email, phone, handle, "L-" + phone, "Anna Berg"], plain);
    }

    [Fact]
    public async Task The_spoken_answer_reads_the_number_digit_by_digit_and_states_who_acts_next()
    {
        var number = await fixture.Email.Open();
        Assert.EndsWith("It is open. We owe you an answer.", (await fixture.Phone.LookUp(number))["spoken"]!.ToString());

        await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "Which store was it?" });
        var spoken = (await fixture.Phone.LookUp(number))["spoken"]!.ToString();

        Assert.EndsWith("We have answered and are waiting for you.", spoken);
        Assert.Contains(IncidentNumber.FromValue(long.Parse(number)).Spoken, spoken);
    }

    private async Task<string> OpenWith(char digit)
    {
        string number;
        do number = await fixture.Email.Open();
        while (!number.Contains(digit, StringComparison.Ordinal));
        return number;
    }
}
