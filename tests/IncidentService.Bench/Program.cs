using IncidentService.Bench;
using IncidentService.Bench.Generate;
using IncidentService.Bench.Measuring;
using IncidentService.Bench.Numbers;
using IncidentService.Bench.References;
using IncidentService.Bench.Reports;

try
{
    return args switch
    {
        ["numbers", .. var rest] => RunNumbers(rest),
        ["reference", .. var rest] => ReferenceCommand.Run(new Arguments(rest)),
        ["measure", .. var rest] => await MeasureCommand.RunAsync(new Arguments(rest)),
        ["generate", .. var rest] => await GenerateCommand.RunAsync(new Arguments(rest)),
        ["reports", .. var rest] => await ReportsCommand.RunAsync(new Arguments(rest)),
        ["-h" or "--help" or "help"] => Usage.Print(Console.Out, exitCode: 0),
        _ => Usage.Print(Console.Error, exitCode: 2),
    };
}
catch (UsageException mistake)
{
    await Console.Error.WriteLineAsync(mistake.Message);
    return 2;
}

static int RunNumbers(string[] rest)
{
    NumberBenchmarks.Run(rest);
    return 0;
}
