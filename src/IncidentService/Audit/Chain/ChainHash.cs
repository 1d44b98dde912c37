using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Audit.Chain;

/// <summary>
/// What seals an entry: SHA-256 over its place, the hash before it and its fields, each in a line, in the order and spelling of the JSON
/// view. Whoever has the view can compute it with any tool. No field holds a line break.
/// </summary>
internal static class ChainHash
{
    public static byte[] Compute(AuditEntry entry, long sequence, byte[] previous) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(Write(entry, sequence, previous)));

    private static string Write(AuditEntry entry, long sequence, byte[] previous) => string.Join(
        '\n', Text(sequence), Convert.ToHexStringLower(previous), Text(entry.Id), entry.OccurredAt.ToString(), entry.Kind, entry.Operation,
        Text(entry.Status), Text(entry.Times), entry.KeyId == 0 ? "" : Text(entry.KeyId), entry.Agent,
        entry.AgentVerified ? "true" : "false", entry.Channel, entry.Location, entry.Address, entry.Number?.ToString("D12", CultureInfo.InvariantCulture), entry.Item);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
