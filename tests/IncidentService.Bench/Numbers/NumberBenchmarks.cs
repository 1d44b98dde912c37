using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using IncidentNumbers;

namespace IncidentService.Bench.Numbers;

/// <summary>Benchmarks of numbers. Run by <c>dotnet run -c Release --project tests/IncidentService.Bench -- numbers</c>.</summary>
[MemoryDiagnoser]
public class NumberBenchmarks
{
    private static readonly IncidentNumber Example = IncidentNumber.FromValue(867530912374);

    // About 2 KB of quoted e-mail: two numbers, and the dates, links, phone and card numbers that are none.
    private static readonly string Email =
        """
        From: Ada Example <ada@customer.example>
        To: incident+867530912374@help.example
        Subject: Re: [8675-3091-2374] The printer on floor 3 is on fire

        Hello, it burns again since 10:30 today (see https://customer.example/photos/20261121?id=123456789012).
        Call me on +44 20 7946 0958, the invoice was 1,234.50 and the card 4111 1111 1111 1111.

        > On 21 Nov 2026 at 09:15 the desk wrote:
        > Thank you for telling us. Your incident number is 9245-9151-
        > 0230, please keep it. You can follow it at https://help.example/track/924591510230.
        """ + string.Concat(Enumerable.Repeat("\n> Nothing but words stands in this line of an old e-mail, or nearly: 42 of them.", 16));

    internal static void Run(string[] args) => BenchmarkSwitcher.FromTypes([typeof(NumberBenchmarks)]).Run(["--filter", "*", .. args]);

    [Benchmark]
    public IncidentNumber Mint() => IncidentNumber.Mint();

    [Benchmark]
    public bool TryParseCanonical() => IncidentNumber.TryParseCanonical("867530912374", out _);

    [Benchmark]
    public Reading ReadCanonical() => NumberReader.Read("867530912374");

    [Benchmark]
    public Reading ReadGrouped() => NumberReader.Read("Incident #8675-3091-2374");

    [Benchmark]
    public IReadOnlyList<Mend> MendWrongDigit() => NumberMender.Mend("867530912375");

    [Benchmark]
    public IReadOnlyList<FoundNumber> FindInEmail() => NumberFinder.Find(Email);

    [Benchmark]
    public string Formatted() => Example.Formatted;
}
