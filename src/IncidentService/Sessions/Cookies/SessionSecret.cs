using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using IncidentService.Keys;

namespace IncidentService.Sessions.Cookies;

/// <summary>The secret of a session, which only its cookie holds, and the antiforgery token that belongs to it.</summary>
internal static class SessionSecret
{
    private static readonly byte[] Antiforgery = "antiforgery"u8.ToArray();

    public static string Create() => KeySecret.Create();

    /// <summary>The hash that is stored and looked up; null if the text cannot be a secret.</summary>
    public static byte[]? Hash(string secret) => KeySecret.Hash(secret);

    /// <summary>
    /// Derived from the secret, so that nothing is stored for it. A page of another origin cannot read it, and it does not reveal the
    /// secret.
    /// </summary>
    public static string AntiforgeryToken(string secret) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Antiforgery));

    public static bool IsAntiforgeryToken(string secret, string given) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(AntiforgeryToken(secret)), Encoding.UTF8.GetBytes(given));
}
