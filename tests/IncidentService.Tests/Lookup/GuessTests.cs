using System.Net;
using IncidentNumbers;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Lookup;

/// <summary>The limit of guesses prevents enumeration of the register.</summary>
public abstract class GuessTests(Engine engine) : Suite(engine)
{
    private const int Guesses = 4;

    [Fact]
    public async Task Misses_and_repairs_share_one_limit_beyond_which_hits_are_refused_too()
    {
        await using var service = await Start();
        using var phone = await service.Client("phone");
        var number = await phone.Open();
        for (var round = 0; round < 3; round++) Assert.Equal("exact", (await phone.LookUp(number)).Outcome());

        await phone.LookUp("nobody knows");
        await phone.LookUp(Typos.WrongDigit(number));
        (await phone.Get("/v1/incidents/" + IncidentNumber.Mint())).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
        (await phone.Get($"/v1/incidents/{IncidentNumber.Mint()}/status")).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");

        await AssertRefused(phone.Post("/v1/lookups", new { quoted = number }));
        await AssertRefused(phone.Post("/v1/lookups", new { quoted = "nobody knows" }));
        await AssertRefused(phone.Get("/v1/incidents/" + IncidentNumber.Mint()));
    }

    [Fact]
    public async Task Beyond_the_limit_an_existing_number_is_answered_like_an_unknown_one()
    {
        await using var service = await Start();
        using var menu = await service.Client("phone", "status");
        using var desk = await service.Client("email");
        var number = await desk.Open();
        for (var round = 0; round < Guesses; round++) await menu.Get($"/v1/incidents/{IncidentNumber.Mint()}/status");

        var (hit, miss) = (
            await menu.Get($"/v1/incidents/{number}/status"), await menu.Get($"/v1/incidents/{IncidentNumber.Mint()}/status"));

        hit.ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-guesses");
        Assert.Equal(miss.Text, hit.Text);
    }

    [Theory]
    [InlineData("GET", "/v1/incidents/{0}/timeline", null)]
    [InlineData("GET", "/v1/incidents/{0}/interactions", null)]
    [InlineData("GET", "/v1/incidents/{0}/contacts/1", null)]
    [InlineData("PATCH", "/v1/incidents/{0}", """{"category":"x"}""")]
    [InlineData("PUT", "/v1/incidents/{0}/references/zendesk/1", null)]
    [InlineData("POST", "/v1/incidents/{0}/timeline", """{"direction":"internal","text":"x"}""")]
    public async Task Every_address_with_a_number_counts_its_misses(string method, string address, string? body)
    {
        await using var service = await Start();
        using var phone = await service.Client("phone");
        for (var round = 0; round < Guesses; round++)
        {
            var miss = await phone.Send(new HttpMethod(method), string.Format(address, IncidentNumber.Mint()), body);
            miss.ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
        }

        await AssertRefused(phone.Send(new HttpMethod(method), string.Format(address, IncidentNumber.Mint()), body));
    }

    [Fact]
    public async Task An_existing_number_in_a_lookup_does_not_make_other_guesses_free()
    {
        await using var service = await Start();
        using var guesser = await service.Client("phone");
        using var second = await service.Client("phone");
        var number = await guesser.Open(new { contacts = new[] { new { kind = "email", value = "anna@example.com" } } });

        await guesser.LookUp($"INC {number}, INC {string.Join(", INC ", Enumerable.Range(0, Guesses).Select(_ => IncidentNumber.Mint()))}");
        for (var round = 0; round < Guesses; round++) await second.LookUp(number, new { email = $"stranger{round}@example.com" });

        await AssertRefused(guesser.Post("/v1/lookups", new { quoted = number }));
        await AssertRefused(second.Post("/v1/lookups", new { quoted = number }));
    }

    [Fact]
    public async Task A_replayed_lookup_costs_no_guess()
    {
        await using var service = await Start();
        using var phone = await service.Client("phone");

        for (var round = 0; round <= Guesses; round++)
            (await phone.Post("/v1/lookups", new { quoted = "nobody knows" }, ("Idempotency-Key", "one"))).Expect(HttpStatusCode.OK);

        Assert.Equal("none", (await phone.LookUp("nobody knows")).Outcome());
    }

    [Fact]
    public async Task A_request_is_allowed_after_the_stated_delay_and_not_earlier()
    {
        await using var service = await Start();
        using var phone = await service.Client("phone");
        for (var round = 0; round < Guesses; round++) await phone.LookUp("nobody knows");
        var refused = await phone.Post("/v1/lookups", new { quoted = "nobody knows" });

        var wait = refused.Headers.RetryAfter!.Delta!.Value;
        service.Clock.Advance(wait - TimeSpan.FromSeconds(1));
        await AssertRefused(phone.Post("/v1/lookups", new { quoted = "nobody knows" }));
        service.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("none", (await phone.LookUp("nobody knows")).Outcome());
        await AssertRefused(phone.Post("/v1/lookups", new { quoted = "nobody knows" }));
    }

    [Fact]
    public async Task Each_key_has_its_own_guesses_and_exact_numbers_cost_none()
    {
        await using var service = await Start();
        using var guesser = await service.Client("phone");
        using var honest = await service.Client("phone");
        var number = await honest.Open();
        for (var round = 0; round < Guesses; round++) await guesser.LookUp("nobody knows");

        for (var round = 0; round < 3 * Guesses; round++) Assert.Equal("exact", (await honest.LookUp(number)).Outcome());
    }

    [Fact]
    public async Task Guesses_are_restored_gradually()
    {
        await using var service = await Start();
        using var guesser = await service.Client("phone");
        var taken = 0;

        for (var round = 0; round < 500; round++)
            taken += (await guesser.Get("/v1/incidents/" + IncidentNumber.Mint())).Status == HttpStatusCode.NotFound ? 1 : 0;

        Assert.InRange(taken, Guesses, Guesses + 1);
    }

    private Task<RunningService> Start() => Start(new() { ["Limits:MissesPerMinute"] = Guesses.ToString() });

    private static async Task AssertRefused(Task<Answer> asking)
    {
        var answer = await asking;
        answer.ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-guesses");
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }
}
