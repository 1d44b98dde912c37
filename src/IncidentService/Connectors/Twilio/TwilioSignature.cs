using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Connectors.Twilio;

/// <summary>
/// Computes the signature of a request (https://www.twilio.com/docs/usage/security): HMAC-SHA1 with the auth token as key, over the full
/// address and the name and value of each field, ordered by name; in base64.
/// </summary>
internal static class TwilioSignature
{
    public const string Header = "X-Twilio-Signature";

    public static string Compute(string authToken, string url, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var signed = new StringBuilder(url);
        var inOrder = fields
            .Distinct()
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .ThenBy(field => field.Value, StringComparer.Ordinal);
        foreach (var (name, value) in inOrder) signed.Append(name).Append(value);
#pragma warning disable CA5350 // Twilio offers no stronger algorithm
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(signed.ToString())));
#pragma warning restore CA5350
    }
}
