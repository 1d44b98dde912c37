using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Connectors;

/// <summary>Compares secrets and signatures.</summary>
internal static class SecretComparison
{
    /// <summary>Compares in constant time, so that the time does not reveal where the texts differ.</summary>
    public static bool AreEqual(string expected, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
