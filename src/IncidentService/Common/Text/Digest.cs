using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Common.Text;

/// <summary>Replaces an identifier of a caller that only has to be recognised again, because it could contain somebody's address.</summary>
internal static class Digest
{
    /// <summary>SHA-256 in base64url, 43 characters.</summary>
    public static string Compute(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
