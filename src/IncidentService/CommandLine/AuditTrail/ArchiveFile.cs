using System.Data;
using IncidentService.Audit;
using IncidentService.Audit.Chain;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.CommandLine.AuditTrail;

/// <summary>The file that pruned entries go to: made with the first of them, or continued after the last entry that it holds.</summary>
internal sealed class ArchiveFile : IDisposable
{
    private readonly string path;
    private readonly AuditArchive.End held;
    private FileStream? file;

    private ArchiveFile(string path, AuditArchive.End held) => (this.path, this.held) = (path, held);

    /// <summary>A pruning that was killed may have archived more than it removed, and its last line may be torn.</summary>
    /// <exception cref="IOException">The file is there, and is not an archive of this register that the pruning continues.</exception>
    public static async Task<ArchiveFile> Open(string path, Store store)
    {
        if (!File.Exists(path)) return new ArchiveFile(path, AuditArchive.End.OfEmptyFile);
        try
        {
            var held = await AuditArchive.FindEnd(path);
            var known = await store.Read(session => session.FindAuditPlace(held.Last.Sequence));
            if (held.Length == 0 ? new FileInfo(path).Length == 0 : known.AsSpan().SequenceEqual(held.Last.Hash))
                return new ArchiveFile(path, held);
        }
        catch (DataException broken)
        {
            throw new IOException($"{path} is there already, and cannot be continued: {broken.Message}.");
        }
        throw new IOException($"{path} is there already, and does not end where entries of this register follow.");
    }

    /// <summary>Adds those that the file does not hold yet.</summary>
    public async Task Write(IReadOnlyList<AuditEntry> entries, byte[] previous)
    {
        file ??= Begin();
        foreach (var entry in entries)
        {
            if (entry.Sequence > held.Last.Sequence) await AuditCommands.WriteLine(file, entry, previous);
            previous = entry.Hash!;
        }
        file.Flush(flushToDisk: true);
    }

    public void Dispose() => file?.Dispose();

    private FileStream Begin()
    {
        var begun = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        begun.SetLength(held.Length);
        begun.Seek(0, SeekOrigin.End);
        return begun;
    }
}
