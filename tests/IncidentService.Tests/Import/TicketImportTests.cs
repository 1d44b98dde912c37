using System.Net;
using IncidentService.Common.Outcomes;
using IncidentService.Import;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Import;

/// <summary>The numbers that customers already hold resolve on day one.</summary>
public abstract class TicketImportTests(ServiceFixture fixture) : Suite(fixture)
{
    private static int last;
    private readonly int first = 10_000 + Interlocked.Add(ref last, 100);

    [Fact]
    public async Task An_imported_ticket_is_found_by_its_number_and_by_the_customer()
    {
        var told = await Import(
            $"""
            system,value,subject,category,channel,openedAt,email,phone,text
            Zendesk,IMP-{first},"Price match, drill",price-match,email,2026-01-05T09:30:00+01:00,Anna{first}@Example.com,+1 555 {first:0000000},"Will you match
            the price?"
            """);

        Assert.Equal(new ImportResult(1, 0, 0), told);
        var found = (await fixture.Phone.Post("/v1/lookups", new { quoted = $"my ticket is imp-{first}" })).Expect(HttpStatusCode.OK);
        Assert.Equal("reference", found["outcome"]!.ToString());
        var card = (await fixture.Phone.Get("/v1/incidents/" + found["matches"]![0]!["number"])).Expect(HttpStatusCode.OK);
        Assert.Equal("Price match, drill", card["subject"]!.ToString());
        Assert.Equal("email", card["channel"]!.ToString());
        Assert.Equal("2026-01-05T08:30:00.000000Z", card["openedAt"]!.ToString());
        Assert.Equal("us", card["waitingOn"]!.ToString());
        Assert.Contains("Will you match\nthe price?", card.ToJsonString().Replace("\\n", "\n"));
        var byContact = await fixture.Phone.Post(
            "/v1/incidents/search", new { contact = new { kind = "email", value = $"anna{first}@example.com" } });
        Assert.Equal([card["number"]!.ToString()], byContact.Numbers());
    }

    [Fact]
    public async Task A_repeated_import_opens_no_duplicates()
    {
        var file = $"value,subject\nAGAIN-{first},One\nAGAIN-{first + 1},Two\nagain-{first},One more time\n";

        Assert.Equal(new ImportResult(2, 0, 1), await Import(file));
        Assert.Equal(new ImportResult(0, 2, 1), await Import(file));
    }

    [Fact]
    public async Task A_dry_run_counts_the_same_and_changes_nothing()
    {
        await Import($"value\nDRY-{first}\n");
        var before = fixture.Service.Rows.Count();

        var told = await Import(
            $"value,email\nDRY-{first},\nDRY-{first + 1},anna@example.com\nDRY-{first + 1},\n,\nDRY-{first + 2},nobody\n", dryRun: true);

        Assert.Equal(new ImportResult(1, 1, 3), told);
        Assert.Equal(before, fixture.Service.Rows.Count());
    }

    [Fact]
    public async Task Refused_lines_are_written_to_a_file_that_can_be_corrected_and_imported()
    {
        var report = Path.GetTempFileName();
        try
        {
            var told = await Import(
                $"value,subject,email,openedAt\nBAD-{first},\"a, b\",nobody,\nGOOD-{first},,,\nBAD-{first + 1},c,,yesterday\n",
                report: report);

            Assert.Equal(new ImportResult(1, 0, 2), told);
            var lines = await File.ReadAllLinesAsync(report);
            Assert.Equal("value,subject,email,openedAt,refusedLine,refusedColumn,refusedBecause", lines[0]);
            Assert.StartsWith($"BAD-{first},\"a, b\",nobody,,2,email,must be ", lines[1].Replace("\"must", "must"));
            Assert.StartsWith($"BAD-{first + 1},c,,yesterday,4,openedAt,", lines[2]);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(report));
            var mended = (await File.ReadAllTextAsync(report)).Replace("nobody", "anna@example.com")
                .Replace("yesterday", "2026-11-01T10:00:00Z");
            Assert.Equal(new ImportResult(2, 0, 0), await Import(mended));
        }
        finally
        {
            File.Delete(report);
        }
    }

    [Theory]
    [InlineData("system,value", "order,W-1", "system")] // shared: several incidents may hold it
    [InlineData("system,value", "zen desk,1", "system")]
    [InlineData("value,channel", "1,fax", "channel")]
    [InlineData("value,openedAt", "1,2099-01-01T00:00:00Z", "openedAt")]
    [InlineData("value,subject", "1", "")]
    [InlineData("value,subject,", "1,a,,b", "")]
    [InlineData("value,phone", "1,abc", "phone")]
    [InlineData("value,category", "1,two words", "category")]
    public async Task An_invalid_line_is_refused_by_its_column(string header, string line, string column)
    {
        var report = Path.GetTempFileName();
        try
        {
            Assert.Equal(new ImportResult(0, 0, 1), await Import($"{header}\n{line}\n", report: report));

            using var refusals = new CsvRecordReader(new StringReader((await File.ReadAllTextAsync(report)).Split("\r\n")[1]));
            var record = refusals.Read()!;
            Assert.Equal(column, record.Cells[^2]);
            Assert.NotEmpty(record.Cells[^1]);
        }
        finally
        {
            File.Delete(report);
        }
    }

    [Fact]
    public async Task A_duplicate_value_in_a_file_is_refused_with_both_lines()
    {
        var report = Path.GetTempFileName();
        try
        {
            var told = await Import(
                $"value;text\nTWICE-{first};\"two\nlines\"\ntwice-{first};\nonce-{first};\nTWICE-{first};\n", report: report);

            Assert.Equal(new ImportResult(2, 0, 2), told);
            const string Because = "is repeated: line 2 of this file has it already";
            Assert.Equal(
                [
                    "value;text;refusedLine;refusedColumn;refusedBecause",
                    $"twice-{first};;4;value;{Because}",
                    $"TWICE-{first};;6;value;{Because}",
                ],
                await File.ReadAllLinesAsync(report));
        }
        finally
        {
            File.Delete(report);
        }
    }

    [Theory]
    [InlineData("=\"000{0}\"", "000{0}")]
    [InlineData("\"=\"\"000{0}\"\"\"", "000{0}")]
    [InlineData("'000{0}", "000{0}")]
    public async Task The_text_mark_of_a_spreadsheet_is_removed_from_digits(string cell, string value)
    {
        var csv = $"sep=;\r\nvalue;subject;\r\n{string.Format(cell, first)};'tis a drill;\r\n";

        Assert.Equal(new ImportResult(1, 0, 0), await Import(csv));

        var found = await fixture.Phone.Get($"/v1/references?system=zendesk&value={string.Format(value, first)}");
        Assert.Equal("'tis a drill", found.Expect(HttpStatusCode.OK)["incidents"]![0]!["subject"]!.ToString());
    }

    [Fact]
    public async Task A_refused_line_keeps_its_text_marks_and_can_be_corrected_and_imported()
    {
        var report = Path.GetTempFileName();
        try
        {
            await Import($"value\temail\n=\"000{first}\"\tnobody\n", report: report);

            var mended = (await File.ReadAllTextAsync(report)).Replace("nobody", "anna@example.com");
            Assert.Equal(new ImportResult(1, 0, 0), await Import(mended));
            var found = await fixture.Phone.Get($"/v1/references?system=zendesk&value=000{first}");
            Assert.Single(found.Expect(HttpStatusCode.OK)["incidents"]!.AsArray());
        }
        finally
        {
            File.Delete(report);
        }
    }

    private async Task<ImportResult> Import(string csv, bool dryRun = false, string? report = null)
    {
        using var reader = new CsvRecordReader(new StringReader(csv));
        var columns = TicketColumns.Parse(reader.Read()!.Cells, new ValidationErrors())!;
        var made = report ?? Path.GetTempFileName();
        try
        {
            using var refused = new RefusedLines(made) { Separator = reader.Separator };
            var import = new TicketImport(
                fixture.Service.Store, new TicketRules(fixture.Service.Rules, new TicketDefaults("zendesk", "email")),
                fixture.Service.Clock, dryRun);
            return await import.Run(reader, columns, refused, () => { }, CancellationToken.None);
        }
        finally
        {
            if (report is null) File.Delete(made);
        }
    }
}
