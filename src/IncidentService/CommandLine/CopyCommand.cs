using System.CommandLine;
using IncidentService.Storage.Copying;

namespace IncidentService.CommandLine;

internal static class CopyCommand
{
    public static Command Copy()
    {
        var from = new Option<string>("--from") { Description = $"The register to copy: {RegisterArgument.Form}. Nothing may serve it meanwhile", Required = true };
        var to = new Option<string>("--to") { Description = "The empty database to copy it into, named in the same way; its tables are made", Required = true };
        var copy = new Command("copy", "Copy a register into another database, of whatever engine, and verify it. Run it again after an interruption: it goes on.") { from, to };
        copy.SetAction((parsed, cancellation) => Run(parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), cancellation));
        return copy;
    }

    private static async Task<int> Run(string from, string to, CancellationToken cancellation)
    {
        try
        {
            await using var source = RegisterArgument.Open("--from", from);
            await using var target = RegisterArgument.Open("--to", to);
            IReadOnlyList<CopiedTable> tables = [];
            await Progress.Show(async report => tables = await new RegisterCopy(source.Side, target.Side, source.Clock, report).Run(cancellation));
            foreach (var table in tables) Console.WriteLine($"{table.Name,-20} {table.Checksum.Rows,12:N0} rows  {table.Checksum.Sum:x32}");
            Console.WriteLine($"Both registers hold these rows, with these checksums. {target.Side.Store.Place} can be served now.");
            return 0;
        }
        catch (Exception exception) when (ServeCommand.IsMisconfiguration(exception))
        {
            return await ServeCommand.Refuse(ServeCommand.Reason(exception));
        }
    }
}
