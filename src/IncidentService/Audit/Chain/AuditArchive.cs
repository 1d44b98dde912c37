using System.Buffers;
using System.Data;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentService.Audit.Chain;

/// <summary>Verifies a file of entries in JSON, one a line, as audit export and audit prune write it.</summary>
internal static class AuditArchive
{
    private const int MostInLine = 1 << 20;

    /// <summary>
    /// The place of a file's first entry, its last one, and how many bytes it takes up to there: what follows is a line without its end.
    /// </summary>
    public sealed record End(long First, AuditHead Last, long Length)
    {
        public static readonly End OfEmptyFile = new(0, AuditHead.None, 0);
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
            head = Parse(Encoding.UTF8.GetBytes(text), head)
                ?? throw new DataException($"{path}: line {line} was altered, or does not follow from the one before it");
            seen(head);
        }
    }

    /// <summary>
    /// Verifies the chain of a file whose last line may have been torn. The file can be continued, so its bytes must be as they were
    /// written: not in another encoding, nor with other ends of lines.
    /// </summary>
    /// <exception cref="DataException">Another line cannot be read, was altered, or does not follow from the one before it.</exception>
    public static async Task<End> FindEnd(Stream file)
    {
        var (end, number) = (End.OfEmptyFile, 0);
        await foreach (var line in ReadLines(file))
        {
            number++;
            if (line is [0xEF, 0xBB, 0xBF, ..] or [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [.., (byte)'\r'])
            {
                throw new DataException(
                    $"its line {number} begins with a byte order mark or ends in a carriage return, neither of which audit prune writes");
            }
            var last = Parse(line, end.Length == 0 ? null : end.Last)
                ?? throw new DataException($"its line {number} was altered, or does not follow from the one before it");
            end = new End(end.Length == 0 ? last.Sequence : end.First, last, end.Length + line.Length + 1);
        }
        return end;
    }

    /// <summary>The lines that have an end, without it.</summary>
    private static async IAsyncEnumerable<byte[]> ReadLines(Stream file)
    {
        var reader = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        ReadResult read;
        do
        {
            read = await reader.ReadAsync();
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                yield return rest.Slice(0, end).ToArray();
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            if (rest.Length > MostInLine) throw new DataException("one of its lines is longer than an entry can be");
            reader.AdvanceTo(rest.Start, rest.End);
        }
        while (!read.IsCompleted);
        await reader.CompleteAsync();
    }

    /// <summary>Null if the entry was altered, or does not follow the previous one.</summary>
    private static AuditHead? Parse(byte[] line, AuditHead? before)
    {
        try
        {
            if (JsonNode.Parse(line) is not JsonObject entry) return null;
            var fields = ChainHash.Fields.Select(name => entry[name]?.ToString() ?? "").ToList();
            var sequence = long.Parse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture);
            var hash = ChainHash.Compute(fields);
            var follows = before is null
                || (sequence == before.Sequence + 1 && fields[1] == Convert.ToHexStringLower(before.Hash));
            return follows && entry["hash"]?.ToString() == Convert.ToHexStringLower(hash)
                ? new AuditHead { Sequence = sequence, Hash = hash }
                : null;
        }
        catch (Exception exception)
            when (exception is JsonException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
