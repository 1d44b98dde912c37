using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IncidentService.Client;

/// <summary>
/// Verifies that webhooks come from the service, as in the Standard Webhooks specification: HMAC-SHA256 of id, time and body, with a shared
/// secret. Signatures are compared in constant time.
/// </summary>
public sealed class WebhookVerifier
{
    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";
    private const string TestType = "org.incidentservice.webhook.tested";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly byte[][] secrets;
    private readonly TimeProvider clock;

    /// <summary>Creates a verifier for one endpoint.</summary>
    /// <param name="secrets">The endpoint's secrets, <c>whsec_</c> and base64. Both secrets, while one replaces the other.</param>
    /// <param name="clock">The clock for the age of webhooks; the system clock by default.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is not base64 of at least 24 bytes.</exception>
    public WebhookVerifier(IReadOnlyList<string> secrets, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (secrets.Count == 0) throw new ArgumentException("At least one secret is required.", nameof(secrets));
        this.secrets = [.. secrets.Select(ParseSecret)];
        this.clock = clock ?? TimeProvider.System;
    }

    /// <summary>
    /// The event, after verifying that the service sent it within five minutes of now; null for a test event: respond to it as to any
    /// other.
    /// </summary>
    /// <param name="header">Returns the value of a header by its name, or null if it is absent: <c>name =>
    /// request.Headers[name]</c>.</param>
    /// <param name="body">The body, exactly as received.</param>
    /// <exception cref="WebhookException">The verification failed: respond with 400, and do nothing.</exception>
    public CloudEvent? Verify(Func<string, string?> header, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(header);
        return Verify(header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"), body);
    }

    /// <summary>
    /// The event, after verifying that the service sent it within five minutes of now; null for a test event: respond to it as to any
    /// other.
    /// </summary>
    /// <param name="id">The header webhook-id. It is the same for each delivery of an event: use it to process each event once.</param>
    /// <param name="timestamp">The header webhook-timestamp, in seconds since 1970.</param>
    /// <param name="signature">The header webhook-signature: one or several of <c>v1,</c> and base64, separated by spaces.</param>
    /// <param name="body">The body, exactly as received.</param>
    /// <exception cref="WebhookException">The verification failed: respond with 400, and do nothing.</exception>
    public CloudEvent? Verify(string? id, string? timestamp, string? signature, ReadOnlySpan<byte> body)
    {
        if (id is not { Length: > 0 } || timestamp is not { Length: > 0 } || signature is not { Length: > 0 })
            throw new WebhookException("A header of a webhook is missing.");
        if (!IsRecent(timestamp)) throw new WebhookException("The webhook is too old, or its time is in the future.");
        if (!IsSigned(id, timestamp, signature, body))
            throw new WebhookException("No signature of the webhook matches a secret of this endpoint.");
        try
        {
            return IsTest(body)
                ? null
                : JsonSerializer.Deserialize(body, Json.Default.CloudEvent)
                    ?? throw new WebhookException("The webhook is signed, but it is not an event.");
        }
        catch (JsonException exception)
        {
            throw new WebhookException("The webhook is signed, but it is not an event.", exception);
        }
    }

    private static bool IsTest(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        using var happened = JsonDocument.ParseValue(ref reader);
        return happened.RootElement.ValueKind == JsonValueKind.Object && happened.RootElement.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.String && type.ValueEquals(TestType);
    }

    private static byte[] ParseSecret(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= 24
            ? bytes.AsSpan(0, length).ToArray()
            : throw new ArgumentException("A secret must be whsec_ and base64 of at least 24 bytes.", nameof(secret));
    }

    private bool IsRecent(string timestamp) => long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        && (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance;

    // Every secret is compared with every signature, so that the time reveals nothing.
    private bool IsSigned(string id, string timestamp, string signatures, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var given = signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(one => one.StartsWith(Version, StringComparison.Ordinal))
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
