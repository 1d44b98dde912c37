using IncidentService.Bench.Load;
using IncidentService.Bench.Measuring;

namespace IncidentService.Bench;

/// <summary>An invalid command line, or a missing tool. The message is printed, and the exit code is 2.</summary>
internal sealed class UsageException(string message) : Exception(message);

internal static class Usage
{
    public static int Print(TextWriter writer, int exitCode)
    {
        writer.WriteLine(Text);
        return exitCode;
    }

    private static readonly string Text = $"""
        Benchmarks of IncidentService, with the reference programs they are measured against. Run a Release build:

          dotnet run -c Release --project tests/IncidentService.Bench -- <verb> ...

        numbers [BenchmarkDotNet arguments]
            Mint, read and mend numbers, without a server.

        measure [--incidents 1000000] [--seconds 5] [--rounds 3] [--connections 16] [--keep FOLDER] [--make] [--only NAME,...]
                [--out RESULTS.md] [--revision NAME] [--against NAME --against-folder FOLDER] [--published]
            Measures the service on SQLite against the reference programs and on a private PostgreSQL against pgbench, in rounds
            of --seconds after one that warms up, and writes a Markdown file with a plot beside it. Needs wrk and PostgreSQL.
            Files go to a folder under the temp folder (TMPDIR moves it: durable commits are only worth measuring on a real disk),
            or to --keep, where registers are made once and used again (--make: only made). The other build drives in turns.
            --published starts what `dotnet publish` made, as users do, in src/IncidentService/bin/Published: tests/bench sees to it.
            --only takes an engine ({RegisterPlace.Sqlite}, {RegisterPlace.Postgres}) and these names, and adds what each needs:
              {string.Join("\n      ", Measure.All.Select(m => $"{m.Name,-16} {m.Title}"))}
              {string.Join("\n      ", MeasureOptions.Others.Select(m => $"{m.Name,-16} {m.Title}"))}
            Exit code: 0 measured, 1 something failed or a request was not answered 2xx, 2 wrong usage or a missing tool, 130 interrupted.

        generate FILE [--incidents 1000000] [--seed 1]
            Makes a register of two years of a shop's incidents, the same one for the same seed, and prints a key for it.

        reports FILE
            Starts the service on such a register and prints how long reports, work lists and lookups take, as a Markdown table.

        reference kestrel|select|insert|insert-grouped|receiver --urls http://127.0.0.1:PORT [--db FILE] [--rows 20000]
            One reference program by itself, until Ctrl+C:
              kestrel          GET  /            a fixed JSON document of 1 KB
              select           GET  /items/ID    one row of 1 KB by primary key, of --rows rows
              insert           POST /items       one durable row a request (WAL, synchronous=FULL)
              insert-grouped   POST /items       the same, one commit for all rows that wait
              receiver         POST /            204; GET /count tells how many
            Without --db the file is a temporary one, deleted at the end.
        """;
}
