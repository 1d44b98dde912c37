using IncidentService.Audit;
using IncidentService.CommandLine.Support;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Storage.Verifying;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Audit;

/// <summary>
/// SQLite's writer gives an entry its place in the chain as it inserts it, unless another entry waits to be sealed. No job seals here.
/// </summary>
public sealed class SealingWriterTests : IAsyncLifetime
{
    private const int Many = 1_000;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");
    private RegisterArgument program = null!;

    private Store Store => program.Side.Store;

    private string File => Path.Combine(folder.FullName, "incidents.db");

    public ValueTask InitializeAsync()
    {
        program = RegisterArgument.OpenFile(File);
        Store.Migrate(TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_entry_of_a_change_is_in_the_chain_when_the_change_is_committed()
    {
        await Change("one");
        await Change("two", "three");

        await ExpectChain("one", "two", "three");
    }

    [Fact]
    public async Task In_a_batch_what_is_undone_takes_no_place_in_the_chain_and_the_next_entry_follows()
    {
        var attempts = 0;
        await Together(
            () => Change("one"),
            () => Store.Change<bool>(
                async transaction =>
                {
                    transaction.AddAudit([Entry("refused")]);
                    await transaction.SaveChanges();
                    return Problem.From(Problems.Conflict);
                },
                CancellationToken.None),
            () => AddSealed("two"),
            () => Store.Change(
                async transaction =>
                {
                    transaction.AddAudit([Entry("three")]);
                    await transaction.SaveChanges();
                    if (++attempts == 1) throw new ConcurrencyConflictException();
                },
                CancellationToken.None),
            () => Change("four"));

        Assert.Equal(2, attempts);
        await ExpectChain("one", "two", "three", "four");
    }

    [Fact]
    public async Task After_an_error_that_undoes_a_batch_its_changes_take_their_places_again()
    {
        var failing = Task.CompletedTask;
        await Together(
            () => Change("one"),
            () => failing = Store.Change(
                transaction =>
                {
                    transaction.AddAudit([Entry("failed")]);
                    throw new InvalidCastException("a mistake");
                },
                CancellationToken.None).ContinueWith(failed => Assert.IsType<InvalidCastException>(failed.Exception!.InnerException)),
            () => AddSealed("two"),
            () => Change("three"));

        await failing;
        await ExpectChain("one", "two", "three");
    }

    [Fact]
    public async Task Behind_an_entry_that_waits_the_entries_of_changes_wait_until_it_is_sealed()
    {
        await Change("one");
        await Store.Change(
            transaction =>
            {
                transaction.AddUnsealedAudit([Entry("waits")]);
                transaction.AddAudit([Entry("waits in the same change")]);
                return Task.CompletedTask;
            },
            CancellationToken.None);
        await Together(() => Change("waits in the next batch"), () => AddSealed("seals them"), () => Change("five"));
        await Change("six");

        await ExpectChain("one", "waits", "waits in the same change", "waits in the next batch", "seals them", "five", "six");
    }

    [Fact]
    public async Task While_more_entries_wait_than_are_sealed_at_a_time_the_entries_of_changes_wait()
    {
        await Store.Change(
            transaction =>
            {
                transaction.AddUnsealedAudit([Entry("one"), Entry("two"), Entry("three")]);
                return Task.CompletedTask;
            },
            CancellationToken.None);
        await Together(() => Seal(most: 2), () => Change("four"));

        Assert.Equal(2, await Waiting());
        await Seal(most: 10);
        await Change("five");
        await ExpectChain("one", "two", "three", "four", "five");
    }

    [Fact]
    public async Task Two_programs_over_one_file_write_one_chain()
    {
        await using var other = RegisterArgument.OpenFile(File);

        await Task.WhenAll(Enumerable.Range(0, Many).Select(place => AddTo(place % 2 == 0 ? Store : other.Side.Store, place)));

        var chain = await Verify();
        Assert.Empty(chain.Faults);
        Assert.Equal((Many, Many, 0L), (chain.Entries, chain.Head.Sequence, await Waiting()));
    }

    [Fact]
    public async Task The_list_shows_the_hashes_of_an_entry_at_once()
    {
        await Change("one");
        await Change("two");

        var listed = await Store.Read(session => session.ListAudit(new(), 10));

        Assert.Equal([2L, 1L], listed.Select(one => one.Entry.Sequence));
        Assert.Equal(listed[1].Entry.Hash, listed[0].Previous);
    }

    private static AuditEntry Entry(string operation) =>
        CommandHost.Describe(operation, IncidentService.Common.Instant.Now(TimeProvider.System));

    private static Task AddTo(Store store, int place) => place % 5 == 0
        ? store.Change(transaction => transaction.AddSealedAudit([Entry($"{place}")], 10), CancellationToken.None)
        : store.Change(
            transaction =>
            {
                transaction.AddAudit([Entry($"{place}")]);
                return Task.CompletedTask;
            },
            CancellationToken.None);

    private Task Change(params string[] operations) => Store.Change(
        transaction =>
        {
            foreach (var operation in operations) transaction.AddAudit([Entry(operation)]);
            return Task.CompletedTask;
        },
        CancellationToken.None);

    private Task AddSealed(string operation) =>
        Store.Change(transaction => transaction.AddSealedAudit([Entry(operation)], 10), CancellationToken.None);

    private Task Seal(int most) => Store.Change(transaction => transaction.SealAudit(most), CancellationToken.None);

    /// <summary>Runs changes in one batch: the writer is held until all of them wait.</summary>
    private async Task Together(params Func<Task>[] changes)
    {
        using var entered = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        var holding = Store.Change(
            _ =>
            {
                entered.Set();
                Assert.True(released.Wait(Eventually.Timeout));
                return Task.CompletedTask;
            },
            CancellationToken.None);
        Assert.True(entered.Wait(Eventually.Timeout));
        var running = changes.Select(change => change()).ToList();
        released.Set();
        await Task.WhenAll([holding, .. running]);
    }

    private async Task ExpectChain(params string[] operations)
    {
        Assert.Equal(operations, await Store.Read(
            async session => await session.ReadAuditChain(0).Select(entry => entry.Operation).ToListAsync()));
        Assert.Empty((await Verify()).Faults);
        Assert.Equal(0, await Waiting());
    }

    private Task<VerifiedChain> Verify() => Store.ReadSnapshot(session => new AuditVerification(session, _ => { }).Run());

    private Task<long> Waiting() =>
        Store.Read(session => session.ExecuteScalar<long>("SELECT count(*) FROM audit_entries WHERE sequence IS NULL"));
}
