using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Sessions;

/// <summary>An address that sends wrong keys is limited, and meanwhile learns nothing about any key.</summary>
public abstract class WrongKeyTests(Engine engine) : Suite(engine)
{
    [Fact]
    public async Task After_too_many_wrong_keys_an_address_is_refused_even_with_a_valid_key()
    {
        await using var service = await Start(new() { ["Limits:WrongKeysPerMinute"] = "3" });
        var key = await service.Key("phone", ["read"]);
        using var browser = new Browser(service.Address);

        for (var guess = 0; guess < 3; guess++)
            (await browser.SignIn($"inc_guess{guess}")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        var refused = await browser.SignIn(key);

        refused.ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-wrong-keys");
        Assert.Equal(TimeSpan.FromSeconds(20), refused.Headers.RetryAfter!.Delta);
        service.Clock.Advance(TimeSpan.FromSeconds(20));
        (await browser.SignIn(key)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Valid_keys_do_not_count_against_the_limit()
    {
        await using var service = await Start(new() { ["Limits:WrongKeysPerMinute"] = "1" });
        var key = await service.Key("phone", ["read"]);
        using var browser = new Browser(service.Address);

        for (var round = 0; round < 5; round++) (await browser.SignIn(key)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Keys_in_use_keep_working_from_a_limited_address_and_others_are_refused()
    {
        await using var service = await Start(new() { ["Limits:WrongKeysPerMinute"] = "3" });
        using var till = await service.Client("store", "read");
        using var late = await service.Client("store", "read");
        using var wrong = new ApiClient(service.Address, "inc_guess");
        (await till.Get("/v1/incidents")).Expect(HttpStatusCode.OK);

        for (var guess = 0; guess < 3; guess++)
            (await wrong.Get("/v1/incidents")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");

        Assert.Equal(20, (await wrong.Get("/v1/incidents")).Headers.RetryAfter?.Delta?.TotalSeconds);
        (await till.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
        (await late.Get("/v1/incidents")).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-wrong-keys");
        service.Clock.Advance(TimeSpan.FromSeconds(20));
        (await late.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_address_has_its_own_limit_and_only_a_configured_proxy_can_state_another_address()
    {
        await using var trusting = await Start(new() { ["Limits:WrongKeysPerMinute"] = "1", ["Proxies:Trusted:0"] = "127.0.0.0/8" });
        await using var wary = await Start(new() { ["Limits:WrongKeysPerMinute"] = "1" });

        Assert.Equal("401 401 429", await Guess(trusting, "203.0.113.7", "203.0.113.8", "203.0.113.7"));
        Assert.Equal("401 429", await Guess(trusting, "2001:db8::1", "2001:db8::2")); // one network
        Assert.Equal("401 429", await Guess(wary, "203.0.113.7", "203.0.113.8"));
    }

    private static async Task<string> Guess(RunningService service, params string[] addresses)
    {
        using var wrong = new ApiClient(service.Address, "inc_guess");
        var statuses = new List<int>();
        foreach (var address in addresses) statuses.Add((int)(await wrong.Get("/v1/incidents", ("X-Forwarded-For", address))).Status);
        return string.Join(' ', statuses);
    }
}
