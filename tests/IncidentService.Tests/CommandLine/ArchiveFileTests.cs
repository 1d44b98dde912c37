using System.Text;
using IncidentService.Audit;
using IncidentService.CommandLine.AuditTrail;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine;

/// <summary>Which files a pruning continues. What it refuses stays as it is, byte by byte, and no entry is removed.</summary>
public sealed class ArchiveFileTests : IAsyncLifetime
{
    private RunningService service = null!;
    private List<AuditEntry> entries = [];

    private string Archive => service.File + ".archive";

    /// <summary>Four entries.</summary>
    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start();
        using var desk = await service.Client("email");
        for (var opened = 0; opened < 4; opened++) await desk.Open();
        await service.SealAudit();
        entries = await service.Store.Read(session => session.ReadAuditChain(0).ToListAsync().AsTask());
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_file_without_the_first_entries_that_would_be_removed_is_refused()
    {
        (await Run("export", "--after", "2", "--file", Archive)).Expect(0);

        Assert.Contains("entries 1 to 2 would be in no archive. Name another file", await Refuse());
    }

    [Fact]
    public async Task An_export_from_the_first_entry_is_continued_and_one_from_where_the_last_pruning_ended()
    {
        (await Run("export", "--file", Archive)).Expect(0);
        var exported = await File.ReadAllBytesAsync(Archive);
        Assert.Contains("3 entries removed", (await Prune()).Expect(0));
        Assert.Equal(exported, await File.ReadAllBytesAsync(Archive));

        await service.SealAudit();
        File.Delete(Archive);
        (await Run("export", "--after", "3", "--file", Archive)).Expect(0);
        Assert.Contains("1 entries removed", (await Prune()).Expect(0));
    }

    [Theory]
    [InlineData("utf-8", "\r\n", false)]
    [InlineData("utf-8", "\n", true)]
    [InlineData("utf-16", "\n", true)]
    [InlineData("utf-16", "\r\n", true)]
    [InlineData("utf-16BE", "\n", true)]
    public async Task A_file_in_another_encoding_or_with_other_ends_of_lines_is_refused(string encoding, string end, bool isMarked)
    {
        (await Run("export", "--file", Archive)).Expect(0);
        var text = (await File.ReadAllTextAsync(Archive)).Replace("\n", end);
        var coding = Encoding.GetEncoding(encoding);
        await File.WriteAllBytesAsync(Archive, [.. isMarked ? coding.GetPreamble() : [], .. coding.GetBytes(text)]);

        Assert.Contains("its line 1 begins with a byte order mark or ends in a carriage return", await Refuse());
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        (await Run("export", "--file", Archive)).Expect(0);
        var bytes = await File.ReadAllBytesAsync(Archive);
        bytes[bytes.AsSpan().IndexOf("openIncident"u8)] = 0xFF;
        await File.WriteAllBytesAsync(Archive, bytes);

        Assert.Contains("its line 1 was altered", await Refuse());
    }

    [Fact]
    public async Task A_first_line_that_was_torn_is_refused_with_what_to_do()
    {
        (await Run("export", "--file", Archive)).Expect(0);
        await File.WriteAllBytesAsync(Archive, (await File.ReadAllBytesAsync(Archive))[..100]);

        Assert.Contains("holds no whole entry: if a pruning that was interrupted left it, delete it", await Refuse());
    }

    [Fact]
    public async Task A_file_is_continued_by_one_pruning_at_a_time()
    {
        (await Run("export", "--file", Archive)).Expect(0);
        using (await ArchiveFile.Open(Archive, service.Store))
            Assert.Contains("another process", (await Prune()).ExpectOneLine(1));
        (await Prune()).Expect(0);
    }

    [Fact]
    public async Task A_file_that_another_pruning_has_made_meanwhile_is_not_written()
    {
        using var one = await ArchiveFile.Open(Archive, service.Store);
        using var other = await ArchiveFile.Open(Archive, service.Store);
        await one.Write(entries[..2], AuditHead.None.Hash);

        await Assert.ThrowsAsync<IOException>(() => other.Write(entries[..1], AuditHead.None.Hash));
        one.Dispose();
        Assert.Equal(2, (await File.ReadAllLinesAsync(Archive)).Length);
    }

    [Fact]
    public async Task Entries_that_another_pruning_removed_meanwhile_are_not_skipped()
    {
        using var file = await ArchiveFile.Open(Archive, service.Store);
        await file.Write(entries[..2], AuditHead.None.Hash);

        var refused = await Assert.ThrowsAsync<IOException>(() => file.Write(entries[3..], entries[2].Hash!));
        Assert.Contains("what follows entry 2", refused.Message);
    }

    /// <summary>The line that a pruning is refused with.</summary>
    private async Task<string> Refuse()
    {
        var held = await File.ReadAllBytesAsync(Archive);
        var refusal = (await Prune()).ExpectOneLine(1);
        Assert.Equal(held, await File.ReadAllBytesAsync(Archive));
        Assert.Equal(0, (await service.Store.Read(session => session.FindAuditAnchor())).Sequence);
        return refusal;
    }

    private Task<CommandRun> Prune() => Run(
        "prune", "--archive", Archive, "--before", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));

    private Task<CommandRun> Run(params string[] arguments) => CommandRun.Run(service.File, ["audit", .. arguments]);
}
