using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Audit.Chain;

/// <summary>
/// The hash of an entry: SHA-256 over its position, the previous hash and its fields, one per line, in the order and spelling of the JSON
/// view. It can be computed from the JSON view with any tool. No field contains a line break.
/// </summary>
internal static class ChainHash
{
    /// <summary>The fields of the JSON view, in the order in which they are hashed.</summary>
    public static readonly IReadOnlyList<string> Fields =
    [
        "sequence", "previous", "id", "at", "kind", "operation", "status", "times", "key", "agent", "agentVerified", "channel", "location",
        "address", "number", "item",
    ];

    public static byte[] Compute(AuditEntry entry, long sequence, byte[] previous) => Compute(Write(entry, sequence, previous));

    /// <summary>The hash of these fields, an absent one being empty.</summary>
    public static byte[] Compute(IEnumerable<string?> fields) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', fields)));

    /// <summary>
    /// Whether an entry has the hash that it must have at this place. A time that is not a valid date was not written by the service.
    /// </summary>
    public static bool Holds(AuditEntry entry, long sequence, byte[] previous)
    {
        try
        {
            return Compute(entry, sequence, previous).AsSpan().SequenceEqual(entry.Hash);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            return false;
        }
    }

    private static IEnumerable<string?> Write(AuditEntry entry, long sequence, byte[] previous) =>
    [
        Text(sequence), Convert.ToHexStringLower(previous), Text(entry.Id), entry.OccurredAt.ToString(), entry.Kind, entry.Operation,
        Text(entry.Status), Text(entry.Times), entry.KeyId == 0 ? "" : Text(entry.KeyId), entry.Agent,
        entry.AgentVerified ? "true" : "false", entry.Channel, entry.Location, entry.Address,
        entry.Number?.ToString("D12", CultureInfo.InvariantCulture), entry.Item,
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
