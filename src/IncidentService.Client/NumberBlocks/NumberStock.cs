using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>
/// Reserved numbers in a file, to be handed out without a line: each once, whatever becomes of the program. That a number is taken is on the disk before
/// anybody is told the number, so a crash wastes it at most. Safe for several threads; a file belongs to one stock at a time.
/// </summary>
/// <remarks>The file only grows: a line for each block taken in, and one for each number handed out. What a crash left of a last line is cut off.</remarks>
public sealed class NumberStock : IDisposable
{
    private readonly object gate = new();
    private readonly FileStream file;
    private readonly TimeProvider clock;
    private readonly Dictionary<string, StockedBlock> blocks = [];

    /// <summary>Opens a stock, or makes an empty one.</summary>
    /// <param name="path">The file; its folder has to be there.</param>
    /// <param name="clock">The clock that blocks expire by; the system's when not given.</param>
    /// <exception cref="IOException">The file cannot be opened, or another stock has it.</exception>
    /// <exception cref="JsonException">The file is no stock.</exception>
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

    /// <summary>How many numbers can be handed out now.</summary>
    public int Left
    {
        get
        {
            lock (gate) return Usable().Sum(block => block.Numbers.Count);
        }
    }

    /// <summary>Takes a block in, as it was reserved. Nothing happens where it has been taken in before.</summary>
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

    /// <summary>Hands out a number of the block that expires first; false when there is none left.</summary>
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

/// <summary>A block in a stock, and what is left of it.</summary>
internal sealed record StockedBlock(string Id, DateTimeOffset ExpiresAt, List<IncidentNumber> Numbers);
