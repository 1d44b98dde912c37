using System.Diagnostics;
using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Sessions;

/// <summary>When a session ends by itself, and what ends it elsewhere.</summary>
public abstract class ExpiryTests(Engine engine) : Suite(engine)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan WrittenAfter = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, string?> settings = new() { ["Sessions:IdleMinutes"] = "10", ["Sessions:Hours"] = "1" };

    [Fact]
    public async Task An_idle_session_ends_and_use_extends_it()
    {
        await using var service = await Start(settings);
        using var browser = await SignIn(service);

        for (var round = 0; round < 3; round++)
        {
            service.Clock.Advance(Idle);
            (await browser.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
            await UseIsWritten(service);
        }
        service.Clock.Advance(Idle + WrittenAfter - TimeSpan.FromMicroseconds(1));
        (await browser.Get("/v1/session")).Expect(HttpStatusCode.OK);
        await UseIsWritten(service);
        service.Clock.Advance(Idle + WrittenAfter);
        (await browser.Get("/v1/session")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task A_session_ends_at_its_maximum_age_even_if_it_is_used()
    {
        await using var service = await Start(settings);
        using var browser = await SignIn(service);

        for (var minutes = 0; minutes < 50; minutes += 10)
        {
            service.Clock.Advance(Idle);
            (await browser.Get("/v1/session")).Expect(HttpStatusCode.OK);
            await UseIsWritten(service);
        }
        service.Clock.Advance(Idle - TimeSpan.FromMicroseconds(1));
        (await browser.Get("/v1/session")).Expect(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromMicroseconds(1));
        (await browser.Get("/v1/session")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task The_last_use_is_saved_at_most_once_a_minute_and_what_a_page_asks_for_by_itself_does_not_count()
    {
        await using var service = await Start(settings);
        using var browser = await SignIn(service);
        var begun = UsedAt(service);

        service.Clock.Advance(WrittenAfter - TimeSpan.FromMicroseconds(1));
        for (var request = 0; request < 5; request++) (await browser.Get("/v1/session")).Expect(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromMicroseconds(1));
        (await browser.Get("/v1/events/stream", ("Accept", "text/event-stream"))).Expect(HttpStatusCode.OK);
        (await browser.Get("/v1/session", ("X-Unattended", "true"))).Expect(HttpStatusCode.OK);
        Assert.Equal(begun, UsedAt(service));

        (await browser.Get("/v1/session")).Expect(HttpStatusCode.OK);
        await UseIsWritten(service);
    }

    [Fact]
    public async Task An_expired_key_ends_its_sessions()
    {
        await using var service = await Start(settings);
        using var admin = await service.Client("web", "admin");
        var expiresAt = service.Clock.GetUtcNow().AddMinutes(5).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        var key = (await admin.Post("/v1/keys", new { name = "Guest", channels = new[] { "chat" }, scopes = new[] { "read" }, expiresAt }))
            .Expect(HttpStatusCode.Created)["key"]!.ToString();
        using var browser = await Browser.SignIn(service.Address, key);

        service.Clock.Advance(TimeSpan.FromMinutes(5));

        (await browser.Get("/v1/session")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task A_revoked_key_ends_its_sessions_at_once_and_on_other_replicas_within_five_seconds()
    {
        await using var service = await Start(settings);
        await using var other = await Start(settings, beside: service);
        using var admin = await service.Client("web", "admin");
        var key = (await admin.Post("/v1/keys", new { name = "Desk", channels = new[] { "chat" }, scopes = new[] { "read" } }))
            .Expect(HttpStatusCode.Created);
        using var here = await Browser.SignIn(service.Address, key["key"]!.ToString());
        using var there = new Browser(other.Address) { Cookie = here.Cookie };
        (await there.Get("/v1/session")).Expect(HttpStatusCode.OK);

        (await admin.Delete("/v1/keys/" + key["id"])).Expect(HttpStatusCode.NoContent);

        (await here.Get("/v1/session")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        await EndsWithinFiveSeconds(there);
    }

    [Fact]
    public async Task Signing_out_on_one_replica_takes_effect_on_the_others_within_five_seconds()
    {
        await using var service = await Start(settings);
        await using var other = await Start(settings, beside: service);
        using var here = await SignIn(service);
        using var there = new Browser(other.Address) { Cookie = here.Cookie, Antiforgery = here.Antiforgery };
        (await there.Get("/v1/session")).Expect(HttpStatusCode.OK);

        (await here.SignOut()).Expect(HttpStatusCode.NoContent);

        await EndsWithinFiveSeconds(there);
    }

    [Fact]
    public async Task The_register_stores_no_session_secret_and_ended_sessions_are_deleted()
    {
        await using var service = await Start(settings);
        using var browser = await SignIn(service);
        Assert.Equal(32, service.Rows.Scalar<byte[]>("SELECT hash FROM sessions").Length);
        using var later = new Browser(service.Address);

        service.Clock.Advance(Idle + TimeSpan.FromSeconds(30));
        (await later.SignIn(await service.Key("phone", ["read"]))).Expect(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromMinutes(5)); // the pause of housekeeping
        await Eventually.IsTrue(() => service.Rows.Scalar<long>("SELECT count(*) FROM sessions") == 1, "the ended session is deleted");

        (await later.Get("/v1/session")).Expect(HttpStatusCode.OK);
    }

    private static async Task<Browser> SignIn(RunningService service) =>
        await Browser.SignIn(service.Address, await service.Key("phone", ["read", "write"]));

    private static long UsedAt(RunningService service) => service.Rows.Scalar<long>("SELECT used_at FROM sessions");

    private static Task UseIsWritten(RunningService service)
    {
        var now = (service.Clock.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return Eventually.IsTrue(() => Task.FromResult(UsedAt(service) == now), "the use of the session is written");
    }

    private static async Task EndsWithinFiveSeconds(Browser browser)
    {
        var ended = Stopwatch.StartNew();
        var used = TimeSpan.Zero;
        await Eventually.IsTrue(
            async () =>
            {
                var asked = ended.Elapsed;
                if ((await browser.Get("/v1/session")).Status == HttpStatusCode.Unauthorized) return true;
                used = asked;
                return false;
            },
            "the other replica refuses the session");

        Assert.InRange(used, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
