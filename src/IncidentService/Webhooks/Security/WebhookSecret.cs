using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Webhooks.Security;

/// <summary>
/// A Standard Webhooks secret: random bytes that both sides know, written as whsec_ and base64, and the signatures made with it.
/// </summary>
internal static class WebhookSecret
{
    public const string Prefix = "whsec_";
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);
    private const int Bytes = 32;

    public static byte[] Create() => RandomNumberGenerator.GetBytes(Bytes);

    public static string Format(byte[] secret) => Prefix + Convert.ToBase64String(secret);

    /// <summary>
    /// One signature for each secret, separated by spaces: the receiver needs to verify only one of them. With several, the first is
    /// repeated at the end, because the NuGet package StandardWebhooks 1.1.2 does not check the last of several.
    /// </summary>
    public static string Sign(IEnumerable<byte[]> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. body];
        var signatures = secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed))).ToList();
        return string.Join(' ', signatures.Count > 1 ? [.. signatures, signatures[0]] : signatures);
    }
}
