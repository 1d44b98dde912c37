using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Keys;

/// <summary>
/// Creates and hashes the text of API keys: "inc_" and 43 characters with 256 random bits. All are of [A-Za-z0-9_], so that a key is a
/// valid Basic password.
/// </summary>
internal static class KeySecret
{
    private const string Shown = "inc_";
    private const int ShownCharacters = 4;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Characters = 43;
    private const int MostLength = 200;

    public static string Create() => Shown + RandomNumberGenerator.GetString(Alphabet, Characters);

    /// <summary>The visible beginning of a key: 24 of its 256 random bits. Null for a text that is too short to show any of it.</summary>
    public static string? Prefix(string secret) =>
        secret.Length >= Shown.Length + Characters ? secret[..(Shown.Length + ShownCharacters)] : null;

    /// <summary>
    /// The hash that is stored and looked up; null if the text cannot be a key. A plain SHA-256 is enough for a secret with this much
    /// entropy. The lookup by hash compares no part of the secret, so its timing reveals nothing.
    /// </summary>
    public static byte[]? Hash(string secret)
    {
        if (secret.Length is 0 or > MostLength || !secret.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            return null;
        Span<byte> ascii = stackalloc byte[secret.Length];
        Encoding.ASCII.GetBytes(secret, ascii);
        return SHA256.HashData(ascii);
    }
}
