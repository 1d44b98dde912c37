using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IncidentService.Client;

/// <summary>
/// Tells webhooks of the service from anybody else's, by the Standard Webhooks specification: HMAC-SHA256 of id, time and body, under a secret that both
/// sides know. Comparing takes the same time however much of a signature is right.
/// </summary>
public sealed class WebhookVerifier
{
    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";
    private const string TestType = "org.incidentservice.webhook.tested";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly byte[][] secrets;
    private readonly TimeProvider clock;

    /// <summary>A verifier for one endpoint.</summary>
    /// <param name="secrets">The endpoint's secrets, <c>whsec_</c> and base64: both, while one replaces the other.</param>
    /// <param name="clock">The clock that ages are told by; the system's when not given.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is not base64 of 24 bytes at least.</exception>
    public WebhookVerifier(IReadOnlyList<string> secrets, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (secrets.Count == 0) throw new ArgumentException("A secret is needed.", nameof(secrets));
        this.secrets = [.. secrets.Select(Read)];
        this.clock = clock ?? TimeProvider.System;
    }

    /// <summary>
    /// The event, once it is sure that the service sent it within five minutes of now; null for a test, in which nothing happened: answer it as any other.
    /// </summary>
    /// <param name="header">Gives the value of a header by its name, null where it is absent: <c>name => request.Headers[name]</c>.</param>
    /// <param name="body">The body, byte for byte as it came.</param>
    /// <exception cref="WebhookException">It is not: answer 400, and do nothing.</exception>
    public CloudEvent? Verify(Func<string, string?> header, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(header);
        return Verify(header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"), body);
    }

    /// <summary>
    /// The event, once it is sure that the service sent it within five minutes of now; null for a test, in which nothing happened: answer it as any other.
    /// </summary>
    /// <param name="id">The header webhook-id: the same for each delivery of an event, so take each once by it.</param>
    /// <param name="timestamp">The header webhook-timestamp, in seconds since 1970.</param>
    /// <param name="signature">The header webhook-signature: one or several of <c>v1,</c> and base64, separated by spaces.</param>
    /// <param name="body">The body, byte for byte as it came.</param>
    /// <exception cref="WebhookException">It is not: answer 400, and do nothing.</exception>
    public CloudEvent? Verify(string? id, string? timestamp, string? signature, ReadOnlySpan<byte> body)
    {
        if (id is not { Length: > 0 } || timestamp is not { Length: > 0 } || signature is not { Length: > 0 })
            throw new WebhookException("A header of a webhook is missing.");
        if (!IsRecent(timestamp)) throw new WebhookException("The webhook is too old, or from a time to come.");
        if (!IsSigned(id, timestamp, signature, body)) throw new WebhookException("No signature of the webhook is by a secret of this endpoint.");
        try
        {
            return IsTest(body) ? null : JsonSerializer.Deserialize(body, Json.Default.CloudEvent) ?? throw new WebhookException("The webhook is signed, and no event.");
        }
        catch (JsonException exception)
        {
            throw new WebhookException("The webhook is signed, and no event.", exception);
        }
    }

    private static bool IsTest(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        using var happened = JsonDocument.ParseValue(ref reader);
        return happened.RootElement.ValueKind == JsonValueKind.Object && happened.RootElement.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.String && type.ValueEquals(TestType);
    }

    private static byte[] Read(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= 24
            ? bytes.AsSpan(0, length).ToArray()
            : throw new ArgumentException("A secret is whsec_ and base64 of 24 bytes at least.", nameof(secret));
    }

    private bool IsRecent(string timestamp) => long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        && (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance;

    // Every secret is tried against every signature, so that how long it takes tells nothing.
    private bool IsSigned(string id, string timestamp, string signatures, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var given = signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(one => one.StartsWith(Version, StringComparison.Ordinal))
            .Select(one => Encoding.UTF8.GetBytes(one[Version.Length..])).ToList();
        var found = false;
        foreach (var secret in secrets)
        {
            using var hmac = new HMACSHA256(secret);
            var expected = Encoding.UTF8.GetBytes(Convert.ToBase64String(hmac.ComputeHash(signed)));
            foreach (var one in given) found |= CryptographicOperations.FixedTimeEquals(expected, one);
        }
        return found;
    }
}
