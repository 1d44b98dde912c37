using System.Data;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentService.Audit.Chain;

/// <summary>Verifies a file of entries in JSON, one a line, as audit export and audit prune write it.</summary>
internal static class AuditArchive
{
    /// <summary>Verifies the chain of a file, and calls `seen` for every entry.</summary>
    /// <exception cref="DataException">A line cannot be read, was altered, or does not follow from the one before it.</exception>
    public static async Task Verify(string path, Action<AuditHead> seen)
    {
        AuditHead? head = null;
        var line = 0;
        await foreach (var text in File.ReadLinesAsync(path))
        {
            line++;
            head = Parse(text, head)
                ?? throw new DataException($"{path}: line {line} was altered, or does not follow from the one before it");
            seen(head);
        }
    }

    /// <summary>Null if the entry was altered, or does not follow the previous one.</summary>
    private static AuditHead? Parse(string text, AuditHead? before)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject entry) return null;
            var fields = ChainHash.Fields.Select(name => entry[name]?.ToString() ?? "").ToList();
            var sequence = long.Parse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture);
            var hash = ChainHash.Compute(fields);
            var follows = before is null
                || (sequence == before.Sequence + 1 && fields[1] == Convert.ToHexStringLower(before.Hash));
            return follows && entry["hash"]?.ToString() == Convert.ToHexStringLower(hash)
                ? new AuditHead { Sequence = sequence, Hash = hash }
                : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or OverflowException)
        {
            return null;
        }
    }
}
