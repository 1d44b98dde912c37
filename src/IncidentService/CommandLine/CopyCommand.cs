using System.CommandLine;
using IncidentService.CommandLine.Serving;
using IncidentService.CommandLine.Support;
using IncidentService.Storage.Copying;

namespace IncidentService.CommandLine;

internal static class CopyCommand
{
    public static Command Copy()
    {
        var from = new Option<string>("--from")
        {
            Description = $"The register to copy: {RegisterArgument.Form}. No service may use it during the copy",
            Required = true
        };
        var to = new Option<string>("--to")
        {
            Description = "The empty database to copy into, in the same form. The command creates its tables",
            Required = true
        };
        var copy = new Command(
            "copy",
            "Copy a register to another database of any engine, and verify the copy. After an interruption, run it again: it continues.")
        {
            from, to
        };
        copy.SetAction((parsed, cancellation) => Run(parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), cancellation));
        return copy;
    }

    private static async Task<int> Run(string from, string to, CancellationToken cancellation)
    {
        await Task.Yield(); // as in CommandHost.Run
        try
        {
            await using var source = RegisterArgument.Open("--from", from);
            await using var target = RegisterArgument.Open("--to", to);
            IReadOnlyList<CopiedTable> tables = [];
            await Progress.Show(
                async report => tables = await new RegisterCopy(source.Side, target.Side, source.Clock, report).Run(cancellation),
                cancellation);
            foreach (var table in tables) Console.WriteLine($"{table.Name,-20} {table.Checksum.Rows,12:N0} rows  {table.Checksum.Sum:x32}");
            Console.WriteLine($"Both registers have these rows and checksums. {target.Side.Store.Place} can be served now.");
            return 0;
        }
        catch (Exception exception) when (ServeCommand.IsMisconfiguration(exception))
        {
            return await ServeCommand.Refuse(ServeCommand.Reason(exception));
        }
    }
}
