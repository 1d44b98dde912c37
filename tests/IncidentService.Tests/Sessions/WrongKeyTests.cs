using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Sessions;

/// <summary>Who sends wrong keys has to wait, and meanwhile is told nothing about any key.</summary>
public abstract class WrongKeyTests(Engine engine) : Suite(engine)
{
    [Fact]
    public async Task An_address_that_sends_wrong_keys_waits_even_with_a_right_one_until_its_limit_is_refilled()
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
    public async Task Right_keys_cost_nothing()
    {
        await using var service = await Start(new() { ["Limits:WrongKeysPerMinute"] = "1" });
        var key = await service.Key("phone", ["read"]);
        using var browser = new Browser(service.Address);

        for (var round = 0; round < 5; round++) (await browser.SignIn(key)).Expect(HttpStatusCode.OK);
    }
}
