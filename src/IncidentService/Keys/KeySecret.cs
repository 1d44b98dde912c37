using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Keys;

/// <summary>The text of an API key: "inc_" and 43 characters that carry 256 random bits, all of [A-Za-z0-9_], so that it fits a Basic password.</summary>
internal static class KeySecret
{
    private const string Prefix = "inc_";
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Characters = 43;
    private const int MostLength = 200;

    public static string Create() => Prefix + RandomNumberGenerator.GetString(Alphabet, Characters);

    /// <summary>
    /// What is stored and looked up. A plain SHA-256 is right for a secret with this much entropy; finding the row by it compares nothing of the
    /// secret itself, so there is no timing to learn from. Null when the text cannot be a key.
    /// </summary>
    public static byte[]? Hash(string secret)
    {
        if (secret.Length is 0 or > MostLength || !secret.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')) return null;
        Span<byte> ascii = stackalloc byte[secret.Length];
        Encoding.ASCII.GetBytes(secret, ascii);
        return SHA256.HashData(ascii);
    }
}
