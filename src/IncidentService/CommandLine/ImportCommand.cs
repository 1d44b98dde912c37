using System.CommandLine;
using System.Text;
using IncidentService.CommandLine.Serving;
using IncidentService.CommandLine.Support;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Import;

namespace IncidentService.CommandLine;

internal static class ImportCommand
{
    private const int WrongFile = 2;

    private sealed record Options(FileInfo File, string? System, string? Channel, bool DryRun, string? Refused);

    public static Command Import()
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = $"CSV in UTF-8, separated by commas, semicolons or tabs, with a header row: {string.Join(", ", TicketColumns.Known)}; only value is required"
        };
        var system = new Option<string?>("--system")
        {
            Description = "The system whose numbers these are, such as zendesk, if no column names it"
        };
        var channel = new Option<string?>("--channel")
        {
            Description = $"The channel of the tickets, if no column names it: {string.Join(", ", Channels.All)}"
        };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Open nothing; count the lines that would be opened, and report the lines that would be refused"
        };
        var refused = new Option<string?>("--refused")
        {
            Description = "The file for refused lines; FILE.refused.csv next to the file by default"
        };
        var import = new Command(
            "import",
            "Open an incident for each ticket of another system's export. It can be found by the number that customers already have. After an interruption, run it again.")
        {
            file, system, channel, dryRun, refused,
        };
        import.SetAction((parsed, cancellation) => CommandHost.Run(offline => Run(
            offline,
            new Options(
                parsed.GetRequiredValue(file),
                parsed.GetValue(system),
                parsed.GetValue(channel),
                parsed.GetValue(dryRun),
                parsed.GetValue(refused)),
            cancellation)));
        return import;
    }

    private static async Task<int> Run(CommandHost offline, Options options, CancellationToken cancellation)
    {
        if (!options.File.Exists) return await ServeCommand.Refuse($"There is no file {options.File.FullName}.");
        await using var stream = options.File.OpenRead();
        using var text = new StreamReader(stream, await FindEncoding(stream, cancellation), detectEncodingFromByteOrderMarks: false);
        using var reader = new CsvRecordReader(text);
        using var refused = new RefusedLines(options.Refused ?? RefusedLines.PathFor(options.File.FullName));
        try
        {
            if (ParseHeader(reader, options, out var defaults) is not { } columns) return WrongFile;
            refused.Separator = reader.Separator;
            var import = new TicketImport(offline.Store, new TicketRules(offline.Rules, defaults), offline.Clock, options.DryRun);
            if (!options.DryRun) await offline.Record("import");
            ImportResult? result = null;
            await Progress.Show(async report => result = await import.Run(
                reader, columns, refused, () => report("Importing", stream.Position, stream.Length), cancellation), cancellation);
            return PrintResult(result!, options, refused.Path);
        }
        catch (DecoderFallbackException)
        {
            return await ServeCommand.Refuse(
                $"{options.File.Name} is not UTF-8: save it as \"CSV UTF-8\". The lines before that place have been imported.");
        }
    }

    /// <summary>UTF-8, or what a spreadsheet calls Unicode text: UTF-16, known by its byte order mark.</summary>
    private static async Task<Encoding> FindEncoding(FileStream stream, CancellationToken cancellation)
    {
        var mark = new byte[2];
        await stream.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, cancellation);
        stream.Position = 0;
        return mark is [0xFF, 0xFE] ? new UnicodeEncoding(false, true, throwOnInvalidBytes: true) : new UTF8Encoding(true, true);
    }

    /// <summary>Null if nothing can be imported. Prints the reason.</summary>
    private static TicketColumns? ParseHeader(CsvRecordReader reader, Options options, out TicketDefaults defaults)
    {
        var errors = new ValidationErrors();
        defaults = new TicketDefaults(
            errors.ParseToken("--system", options.System), errors.ParseOneOf("--channel", options.Channel, Channels.All));
        var columns = reader.Read() is { } header ? TicketColumns.Parse(header.Cells, errors) : null;
        if (columns is null && errors.IsEmpty) errors.Add(options.File.Name, "is empty");
        if (columns?.Has(TicketColumns.System) == false && defaults.System is null)
            errors.Add("--system", "is required where no column says which system these numbers are of");
        if (columns?.Has(TicketColumns.Channel) == false && defaults.Channel is null)
            errors.Add("--channel", "is required where no column says where the customer came in");
        if (errors.IsEmpty) return columns;
        foreach (var fault in errors.ToProblem().Errors!) Console.Error.WriteLine($"{fault.Field} {fault.Message}");
        return null;
    }

    private static int PrintResult(ImportResult result, Options options, string report)
    {
        Console.WriteLine(options.DryRun
            ? $"{result.Opened:N0} would be opened, {result.There:N0} are there already, {result.Refused:N0} would be refused. Nothing was changed."
            : $"{result.Opened:N0} opened, {result.There:N0} were there already, {result.Refused:N0} refused.");
        if (result.Refused == 0) return 0;
        Console.WriteLine($"The refused lines, with the reasons: {report}. Correct them there, and import that file.");
        return 1;
    }
}
