using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentService.Audit.Chain;

/// <summary>Verifies a file of entries in JSON, one a line, as audit export and audit prune write it.</summary>
internal static class AuditArchive
{
    /// <summary>The last entry of a file, and how many bytes it takes up to there: what follows is a line without its end.</summary>
    public sealed record End(AuditHead Last, long Length)
    {
        public static readonly End OfEmptyFile = new(AuditHead.None, 0);
    }

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

    /// <summary>Verifies the chain of a file whose last line may have been torn.</summary>
    /// <exception cref="DataException">Another line cannot be read, was altered, or does not follow from the one before it.</exception>
    public static async Task<End> FindEnd(string path)
    {
        var size = new FileInfo(path).Length;
        var (end, line) = (End.OfEmptyFile, 0);
        await foreach (var text in File.ReadLinesAsync(path))
        {
            var length = end.Length + Encoding.UTF8.GetByteCount(text) + 1;
            if (length > size) break; // a line feed is missing
            line++;
            var last = Parse(text, end.Length == 0 ? null : end.Last)
                ?? throw new DataException($"its line {line} was altered, or does not follow from the one before it");
            end = new End(last, length);
        }
        return end;
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
