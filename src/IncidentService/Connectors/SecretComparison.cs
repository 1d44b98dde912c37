using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Connectors;

/// <summary>Compares what only the right sender can know.</summary>
internal static class SecretComparison
{
    /// <summary>In a time that tells nothing of where they differ.</summary>
    public static bool AreEqual(string expected, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
