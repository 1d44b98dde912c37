using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup.Forms;

namespace IncidentService.Tests.Lookup;

/// <summary>A number is found in every form that tools write it in, and text without a number never matches with certainty.</summary>
public sealed class NumberFormTests : IAsyncLifetime
{
    private const string Email = "anna@example.com";
    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start(new() { ["Limits:MissesPerMinute"] = "100000" }, engine: Engine.Sqlite);
        desk = await service.Client("email");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Every_form_finds_its_incident_in_one_lookup_with_the_stated_certainty()
    {
        var wrong = new List<string>();
        foreach (var form in Tables.Forms)
        {
            var number = await Open(form);
            var found = await desk.LookUp(form.Of(number));
            var got = OutcomeOf(found, number);
            if (got != form.Outcome) wrong.Add($"{form}: {got}, {found.ToJsonString()}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Every_form_in_a_message_of_its_own_contact_finds_its_incident()
    {
        var wrong = new List<string>();
        foreach (var form in Tables.Forms)
        {
            var number = await Open(form);
            var receipt = await Receive(form.Of(number), Email);
            var expected = form.Outcome == Form.None ? "opened" : "appended";
            if (receipt["outcome"]!.ToString() != expected || (receipt["number"]!.ToString() == number) != (expected == "appended"))
                wrong.Add($"{form}: {receipt.ToJsonString()}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_guessed_number_in_a_message_of_an_unknown_sender_is_ignored()
    {
        foreach (var form in Tables.Forms.Where(form => form.Outcome == Form.Repaired))
            Assert.Equal("opened", (await Receive(form.Of(await Open(form)), "bert@example.com"))["outcome"]!.ToString());
    }

    [Fact]
    public async Task An_exact_number_anywhere_in_the_text_precedes_every_other_form()
    {
        var exact = await desk.Open();
        foreach (var form in Tables.Forms.Where(form => form.Outcome is Form.Confirm or Form.Repaired && form.Kind is not "line end"))
        {
            var other = await Open(form);
            var found = await desk.LookUp($"First {form.Of(other)}\n\nbut I mean number {exact}.");
            Assert.Equal((exact, "certain"), (found.Match()["number"]!.ToString(), found.Match()["certainty"]!.ToString()));
        }
    }

    [Fact]
    public async Task A_number_that_a_spreadsheet_shortened_is_a_miss_that_says_so()
    {
        var found = await desk.LookUp("my number is 3.10067E+11");

        Assert.Equal("none", found.Outcome());
        Assert.Contains("spreadsheet", found["spoken"]!.ToString());
        Assert.DoesNotContain("spreadsheet", (await desk.LookUp("my number is 310067"))["spoken"]!.ToString());
    }

    [Fact]
    public async Task Groups_in_reverse_order_are_a_repair_of_their_own_kind()
    {
        var number = await desk.Open();

        var found = await desk.LookUp($"{number[8..]}-{number[4..8]}-{number[..4]}");

        Assert.Equal(("repaired", "confirm"), (found.Outcome(), found.Match()["certainty"]!.ToString()));
        Assert.Equal("reversed", found.Match()["repair"]!["slip"]!.ToString());
    }

    [Fact]
    public async Task A_number_in_a_foreign_address_is_ignored()
    {
        var number = await desk.Open();
        foreach (
            var text in new[] { $"https://example.com/{number}", $"https://example.com/?q=%20{number}", $"<a href='http://example.com/a%2F{number}'>here</a>", $"{number}@example.com" })
            Assert.Equal("none", (await desk.LookUp(text)).Outcome());
    }

    [Fact]
    public async Task Texts_without_a_number_give_no_certain_match()
    {
        for (var index = 0; index < 50; index++) await desk.Open();
        foreach (var text in Tables.Texts)
            Assert.DoesNotContain((await desk.LookUp(text))["matches"]!.AsArray(), match => match!["certainty"]!.ToString() == "certain");
    }

    private static string OutcomeOf(JsonNode found, string number)
    {
        if (found.Numbers() is not [var only] || only != number) return Form.None;
        if (found.Outcome() == "repaired") return Form.Repaired;
        return found.Outcome() == "exact" ? found.Match()["certainty"]!.ToString() : found.Outcome();
    }

    private async Task<string> Open(Form form)
    {
        string number;
        do number = await desk.Open(new { contacts = new[] { new { kind = "email", value = Email } } });
        while (!form.Suits(number));
        return number;
    }

    private async Task<JsonNode> Receive(string text, string from)
    {
        var message = new { system = "mail", messageId = Guid.NewGuid().ToString(), from = new { kind = "email", value = from }, text };
        return (await desk.Post("/v1/messages", message)).Expect(HttpStatusCode.Created);
    }
}
