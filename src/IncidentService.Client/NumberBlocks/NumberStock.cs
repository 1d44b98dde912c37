using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>
/// Reserved numbers in a file, to be handed out without a connection, each exactly once, even if the program crashes. Each number is
/// recorded on disk before it is returned, so a crash can only waste it. It is thread-safe; only one stock can use a file at a time.
/// </summary>
/// <remarks>The file only grows: one line per added block, and one per number handed out. A last line that a crash left incomplete is
/// removed.</remarks>
public sealed class NumberStock : IDisposable
{
    private readonly object gate = new();
    private readonly FileStream file;
    private readonly TimeProvider clock;
    private readonly Dictionary<string, StockedBlock> blocks = [];

    /// <summary>Opens a stock, or creates an empty one.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="clock">The clock for the expiry of blocks; the system clock by default.</param>
    /// <exception cref="IOException">The file cannot be opened, or another stock uses it.</exception>
    /// <exception cref="JsonException">The file is not a stock.</exception>
    public NumberStock(string path, TimeProvider? clock = null)
    {
        this.clock = clock ?? TimeProvider.System;
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            Load();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The number of numbers that can be handed out now.</summary>
    public int Left
    {
        get
        {
            lock (gate) return Usable().Sum(block => block.Numbers.Count);
        }
    }

    /// <summary>Adds a reserved block. Does nothing if it was added before.</summary>
    /// <exception cref="ArgumentException">The block comes from a list, without its numbers.</exception>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    public void Add(NumberBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (block.Numbers is null) throw new ArgumentException("The block has no numbers: get it by its id.", nameof(block));
        lock (gate)
        {
            if (blocks.ContainsKey(block.Id)) return;
            var stocked = new StockedBlock(block.Id, block.ExpiresAt, [.. block.Numbers]);
            Append(JsonSerializer.Serialize(stocked, Json.Default.StockedBlock));
            blocks.Add(stocked.Id, stocked);
        }
    }

    /// <summary>Hands out a number of the block that expires first; false if there is none left.</summary>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    public bool TryTake([NotNullWhen(true)] out IncidentNumber? number)
    {
        lock (gate)
        {
            number = null;
            if (Usable().MinBy(block => block.ExpiresAt) is not { } block) return false;
            var next = block.Numbers[0];
            Append(next.ToString());
            block.Numbers.RemoveAt(0);
            number = next;
            return true;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private IEnumerable<StockedBlock> Usable()
    {
        var now = clock.GetUtcNow();
        return blocks.Values.Where(block => block.Numbers.Count > 0 && block.ExpiresAt > now);
    }

    private void Load()
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        file.SetLength(whole);
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (IncidentNumber.TryParseCanonical(line, out var taken)) foreach (var block in blocks.Values) block.Numbers.Remove(taken);
            else if (JsonSerializer.Deserialize(line, Json.Default.StockedBlock) is { } block) blocks.TryAdd(block.Id, block);
        }
    }

    private void Append(string line)
    {
        file.Position = file.Length;
        file.Write(Encoding.UTF8.GetBytes(line + '\n'));
        file.Flush(flushToDisk: true);
    }
}

/// <summary>A block in a stock, with its remaining numbers.</summary>
internal sealed record StockedBlock(string Id, DateTimeOffset ExpiresAt, List<IncidentNumber> Numbers);
