using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Contacts.Permissions;

/// <summary>
/// Computes the keyed hashes that remain after a contact is removed. Without the key, nobody can even test whether a hash belongs to a
/// certain address.
/// </summary>
internal static class ContactHashes
{
    public const int KeyBytes = 32;

    /// <summary>Parses the configured key from base64; null if there is none.</summary>
    /// <exception cref="InvalidOperationException">The setting is not base64, or too short.</exception>
    public static byte[]? ParseKey(string? setting)
    {
        if (string.IsNullOrEmpty(setting)) return null;
        var key = new byte[setting.Length];
        return Convert.TryFromBase64String(setting, key, out var length) && length >= KeyBytes
            ? key[..length]
            : throw new InvalidOperationException(
                $"Privacy:HashKey must be {KeyBytes} bytes at least, in base64: openssl rand -base64 {KeyBytes}");
    }

    /// <summary>
    /// Computes the hashes in sorted order, so that concurrent changes lock the same hashes in the same order and do not deadlock.
    /// </summary>
    public static IReadOnlyList<byte[]> Compute(IEnumerable<string> lookupKeys, IReadOnlyList<byte[]> keys) =>
        [.. lookupKeys
            .Distinct(StringComparer.Ordinal)
            .SelectMany(_ => keys, (lookupKey, key) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(lookupKey)))
            .OrderBy(Convert.ToHexString, StringComparer.Ordinal)];
}
