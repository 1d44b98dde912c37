using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Contacts;

/// <summary>What is kept of a contact that outlives it: whoever does not have the key cannot even test whether it was a certain address.</summary>
internal static class ContactHashes
{
    public const int KeyBytes = 32;

    /// <summary>The key that configuration gives, in base64; null when it gives none.</summary>
    /// <exception cref="InvalidOperationException">It is no base64, or too short.</exception>
    public static byte[]? ParseKey(string? setting)
    {
        if (string.IsNullOrEmpty(setting)) return null;
        var key = new byte[setting.Length];
        return Convert.TryFromBase64String(setting, key, out var length) && length >= KeyBytes
            ? key[..length]
            : throw new InvalidOperationException($"Privacy:HashKey must be {KeyBytes} bytes at least, in base64: openssl rand -base64 {KeyBytes}");
    }

    /// <summary>In an order of their own, so that changes of the same ones wait for each other instead of crossing.</summary>
    public static IReadOnlyList<byte[]> Compute(IEnumerable<string> lookupKeys, IReadOnlyList<byte[]> keys) =>
        [.. lookupKeys.Distinct(StringComparer.Ordinal).SelectMany(_ => keys, (lookupKey, key) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(lookupKey)))
            .OrderBy(Convert.ToHexString, StringComparer.Ordinal)];
}
