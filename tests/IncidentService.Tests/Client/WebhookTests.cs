using System.Security.Cryptography;
using System.Text;
using IncidentNumbers;
using IncidentService.Client;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Client;

public sealed class WebhookTests
{
    private const string Id = "867530912374-3";
    private const string Body = """
        {"specversion":"1.0","id":"867530912374-3","source":"/v1/incidents","type":"org.incidentservice.handoff.requested","subject":"867530912374",
        "time":"2026-11-21T09:30:00.000000Z","datacontenttype":"application/json","position":"1729","channel":"email","newattribute":"x",
        "data":{"number":"867530912374","sequence":3,"facts":{"handoff":1,"to":"phone"},"links":{"incident":"/v1/incidents/867530912374","line":"/v1/incidents/867530912374/timeline/3"}}}
        """;

    private readonly TestClock clock = new();
    private readonly string secret = NewSecret();

    private string Now => clock.GetUtcNow().ToUnixTimeSeconds().ToString();

    [Fact]
    public void A_signed_event_is_verified_and_parsed()
    {
        var happened = Verifier(secret).Verify(Id, Now, Sign(secret, Now), Bytes(Body))!;

        Assert.Equal(
            ("org.incidentservice.handoff.requested", IncidentNumber.Parse("867530912374"), Channel.Phone),
            (happened.Type, happened.Subject, happened.Data.Facts!.To));
        Assert.Equal("x", happened.Unknown!["newattribute"].GetString());
    }

    /// <summary>
    /// The test vector of the Standard Webhooks libraries: its signature is valid, but it is not an event of this service.
    /// </summary>
    [Fact]
    public void The_signature_matches_the_specification()
    {
        var then = new TestClock();
        then.Advance(DateTimeOffset.FromUnixTimeSeconds(1614265330) - then.GetUtcNow());
        var verifier = new WebhookVerifier(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], then);
        const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

        var refused = Assert.Throws<WebhookException>(() => verifier.Verify("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", Signature, Bytes("""{"test": 2432232314}""")));

        Assert.Contains("signed", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.InnerException);
    }

    [Fact]
    public void A_test_message_is_verified_like_an_event()
    {
        const string Test = """{"specversion":"1.0","id":"test-1","source":"/v1/incidents","type":"org.incidentservice.webhook.tested","time":"2026-11-21T09:30:00.000000Z"}""";

        Assert.Null(Verifier(secret).Verify(Id, Now, Sign(secret, Now, Test), Bytes(Test)));
        Assert.Throws<WebhookException>(() => Verifier(secret).Verify(Id, Now, Sign(secret, Now), Bytes(Test)));
        Assert.Throws<WebhookException>(() => Verifier(secret).Verify(Id, Now, Sign(secret, Now, "no JSON"), Bytes("no JSON")));
    }

    [Fact]
    public void During_rotation_both_secrets_are_accepted()
    {
        var (old, other) = (NewSecret(), NewSecret());
        var both = Sign(old, Now) + " v2,unknown " + Sign(secret, Now);

        Assert.Equal(Id, Verifier(secret).Verify(Id, Now, both, Bytes(Body))?.Id);
        Assert.Equal(Id, Verifier(old).Verify(Id, Now, both, Bytes(Body))?.Id);
        Assert.Equal(Id, Verifier(other, secret).Verify(Id, Now, Sign(secret, Now), Bytes(Body))?.Id);
        Assert.Throws<WebhookException>(() => Verifier(other).Verify(Id, Now, both, Bytes(Body)));
    }

    [Fact]
    public void An_altered_message_is_refused()
    {
        var signature = Sign(secret, Now);
        var later = (clock.GetUtcNow().ToUnixTimeSeconds() + 1).ToString();

        Assert.Throws<WebhookException>(
            () => Verifier(secret).Verify(Id, Now, signature, Bytes(Body.Replace("email", "phone", StringComparison.Ordinal))));
        Assert.Throws<WebhookException>(() => Verifier(secret).Verify("867530912374-4", Now, signature, Bytes(Body)));
        Assert.Throws<WebhookException>(() => Verifier(secret).Verify(Id, later, signature, Bytes(Body)));
        Assert.Throws<WebhookException>(
            () => Verifier(secret).Verify(Id, Now, signature.Replace("v1,", "v1a,", StringComparison.Ordinal), Bytes(Body)));
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public void A_message_older_or_newer_than_five_minutes_is_refused(int seconds)
    {
        var then = (clock.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString();
        Assert.Throws<WebhookException>(() => Verifier(secret).Verify(Id, then, Sign(secret, then), Bytes(Body)));

        var near = (clock.GetUtcNow().ToUnixTimeSeconds() + seconds - int.Sign(seconds)).ToString();
        Assert.Equal(Id, Verifier(secret).Verify(Id, near, Sign(secret, near), Bytes(Body))?.Id);
    }

    [Theory]
    [InlineData("webhook-id", null)]
    [InlineData("webhook-timestamp", null)]
    [InlineData("webhook-signature", null)]
    [InlineData("webhook-timestamp", "soon")]
    [InlineData("webhook-timestamp", "99999999999999999")]
    [InlineData("webhook-signature", "v1,")]
    public void Invalid_headers_are_refused(string name, string? value)
    {
        var headers = new Dictionary<string, string?>
        {
            ["webhook-id"] = Id,
            ["webhook-timestamp"] = Now,
            ["webhook-signature"] = Sign(secret, Now)
        };
        Assert.Equal(Id, Verifier(secret).Verify(header => headers[header], Bytes(Body))?.Id);

        headers[name] = value;
        Assert.Throws<WebhookException>(() => Verifier(secret).Verify(header => headers[header], Bytes(Body)));
    }

    [Theory]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64, though long enough for one")]
    public void An_invalid_secret_is_refused(string weak)
    {
        Assert.Throws<ArgumentException>(() => new WebhookVerifier([weak]));
        Assert.Throws<ArgumentException>(() => new WebhookVerifier([]));
    }

    private static string NewSecret() => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Sign(string secret, string timestamp, string body = Body) =>
        "v1," + Convert.ToBase64String(
            HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Bytes($"{Id}.{timestamp}.{body}")));

    private WebhookVerifier Verifier(params string[] secrets) => new(secrets, clock);
}
