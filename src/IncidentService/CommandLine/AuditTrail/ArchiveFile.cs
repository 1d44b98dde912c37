using System.Data;
using IncidentService.Audit;
using IncidentService.Audit.Chain;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.CommandLine.AuditTrail;

/// <summary>
/// The file that pruned entries go to: made with the first of them, or continued after the last entry that it holds. Nobody else can open
/// it meanwhile, so that what was found in it at first still holds when it is written.
/// </summary>
internal sealed class ArchiveFile : IDisposable
{
    private readonly string path;
    private FileStream? file;
    private long last;

    private ArchiveFile(string path) => this.path = path;

    /// <summary>A pruning that was killed may have archived more than it removed, and its last line may be torn.</summary>
    /// <exception cref="IOException">The file is there, and is not an archive of this register that the pruning continues.</exception>
    public static async Task<ArchiveFile> Open(string path, Store store)
    {
        var archive = new ArchiveFile(path);
        if (!File.Exists(path)) return archive;
        try
        {
            archive.file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            await archive.Continue(archive.file, store);
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>Appends the entries that the file does not hold yet.</summary>
    /// <exception cref="IOException">Some between those are in neither; or the file was made by somebody else meanwhile.</exception>
    public async Task Write(IReadOnlyList<AuditEntry> entries, byte[] previous)
    {
        if (last > 0 && entries[0].Sequence > last + 1)
            throw new IOException($"Another pruning has removed what follows entry {last}, the last one in {path}. Name another file.");
        file ??= new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        foreach (var entry in entries)
        {
            if (entry.Sequence > last)
            {
                await AuditCommands.WriteLine(file, entry, previous);
                last = entry.Sequence.Value;
            }
            previous = entry.Hash!;
        }
        file.Flush(flushToDisk: true);
    }

    public void Dispose() => file?.Dispose();

    private async Task Continue(FileStream found, Store store)
    {
        var held = await FindEnd(found);
        if (found.Length > 0)
        {
            if (held.Length == 0)
                throw Refusal("holds no whole entry: if a pruning that was interrupted left it, delete it, then run the command again");
            var (anchor, known) = await store.ReadSnapshot(
                async session => (await session.FindAuditAnchor(), await session.FindAuditHash(held.Last.Sequence)));
            if (!known.AsSpan().SequenceEqual(held.Last.Hash))
                throw Refusal("does not end where entries of this register follow. Name another file");
            if (held.First > anchor.Sequence + 1)
            {
                throw Refusal(
                    $"begins with entry {held.First}, so that entries {anchor.Sequence + 1} to {held.First - 1} would be in no archive. "
                    + "Name another file");
            }
        }
        last = held.Last.Sequence;
        found.SetLength(held.Length);
        found.Seek(0, SeekOrigin.End);
    }

    private async Task<AuditArchive.End> FindEnd(FileStream found)
    {
        try
        {
            return await AuditArchive.FindEnd(found);
        }
        catch (DataException broken)
        {
            throw Refusal($"cannot be continued: {broken.Message}. Name another file");
        }
    }

    private IOException Refusal(string why) => new($"{path} is there already, and {why}.");
}
