using IncidentNumbers;
using IncidentService.Client;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Client;

public sealed class NumberStockTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stock-");
    private readonly TestClock clock = new();

    private string Path => System.IO.Path.Combine(folder.FullName, "stock.log");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_number_is_handed_out_once_across_restarts()
    {
        var block = Block("1", 5);
        var given = new List<IncidentNumber>();
        for (var start = 0; start < 7; start++)
        {
            using var stock = new NumberStock(Path, clock);
            stock.Add(block);
            if (stock.TryTake(out var number)) given.Add(number.Value);
        }

        Assert.Equal(block.Numbers!, given);
    }

    [Fact]
    public void Concurrent_threads_get_different_numbers()
    {
        using var stock = new NumberStock(Path, clock);
        stock.Add(Block("1", 40));
        var given = new IncidentNumber?[50];

        Parallel.For(0, given.Length, index => stock.TryTake(out given[index]));

        Assert.Equal(40, given.Where(number => number is not null).Distinct().Count());
        Assert.Equal((0, 10), (stock.Left, given.Count(number => number is null)));
    }

    [Fact]
    public void Expired_blocks_give_no_numbers_and_the_block_that_expires_first_is_used_first()
    {
        using var stock = new NumberStock(Path, clock);
        var (soon, later) = (Block("1", 2, days: 1), Block("2", 2, days: 2));
        stock.Add(later);
        stock.Add(soon);

        Assert.True(stock.TryTake(out var first));
        Assert.Equal(soon.Numbers![0], first);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.True(stock.TryTake(out var second));
        Assert.Equal(later.Numbers![0], second);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.False(stock.TryTake(out _));
    }

    [Fact]
    public void A_partial_line_left_by_a_crash_is_removed()
    {
        var block = Block("1", 2);
        using (var stock = new NumberStock(Path, clock)) stock.Add(block);
        File.AppendAllText(Path, block.Numbers![0].ToString()[..7]);

        using (var stock = new NumberStock(Path, clock))
        {
            Assert.Equal(2, stock.Left);
            Assert.True(stock.TryTake(out _));
        }
        using (var stock = new NumberStock(Path, clock)) Assert.Equal(1, stock.Left);
    }

    [Fact]
    public void A_file_belongs_to_one_stock_at_a_time()
    {
        using var stock = new NumberStock(Path, clock);

        Assert.Throws<IOException>(() => new NumberStock(Path, clock));
    }

    [Fact]
    public void A_block_without_its_numbers_is_refused()
    {
        using var stock = new NumberStock(Path, clock);

        Assert.Throws<ArgumentException>(() => stock.Add(Block("1", 1) with { Numbers = null }));
    }

    private NumberBlock Block(string id, int size, int days = 30) => new()
    {
        Id = id,
        ReservedBy = "Store 12",
        Channel = Channel.Store,
        Size = size,
        Opened = 0,
        CreatedAt = clock.GetUtcNow(),
        ExpiresAt = clock.GetUtcNow().AddDays(days),
        Numbers = [.. Enumerable.Range(0, size).Select(_ => IncidentNumber.Mint())],
    };
}
