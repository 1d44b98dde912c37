using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Import;

/// <summary>How many lines of an import opened an incident, existed already, or were refused.</summary>
internal sealed record ImportResult(int Opened, int There, int Refused);

/// <summary>
/// Opens an incident for each line of another system's export, under that system's number. Numbers that an incident holds already are
/// skipped, so an interrupted import can be repeated.
/// </summary>
internal sealed class TicketImport(Store store, TicketRules rules, TimeProvider clock, bool dryRun)
{
    private const int AtOnce = 64;
    private static readonly Problem Held = Problem.From(Problems.ReferenceHeld);
    private readonly Dictionary<(string, string), int> lines = [];
    private int opened;
    private int there;

    /// <summary>Imports all lines. Refused lines are reported in their order.</summary>
    public async Task<ImportResult> Run(
        CsvRecordReader reader, TicketColumns columns, RefusedLines refused, Action read, CancellationToken cancellation)
    {
        while (ReadBatch(reader) is { Count: > 0 } records)
        {
            var refusals = await Task.WhenAll(records.Select(record => Import(record, columns, cancellation)));
            foreach (var (record, refusal) in records.Zip(refusals))
            {
                if (refusal is not null) refused.Add(record, columns, refusal);
            }
            read();
        }
        return new ImportResult(opened, there, refused.Count);
    }

    private static List<CsvRecord> ReadBatch(CsvRecordReader reader)
    {
        var records = new List<CsvRecord>();
        while (records.Count < AtOnce && reader.Read() is { } record) records.Add(record);
        return records;
    }

    /// <summary>Null if the incident exists now; otherwise the reason for the refusal. It parses before it awaits, line by line.</summary>
    private async Task<Problem?> Import(CsvRecord record, TicketColumns columns, CancellationToken cancellation)
    {
        var errors = new ValidationErrors();
        if (Ticket.Parse(record, columns, rules, Instant.Now(clock), errors) is not { } ticket) return errors.ToProblem();
        if (FindRepeated(ticket.Reference, record.Line) is { } first)
            return Problem.Invalid(new FieldFault(TicketColumns.Value, $"is repeated: line {first} of this file has it already"));
        if (dryRun) return await CountTicket(ticket);
        var outcome = await store.Change(transaction => Open(ticket, transaction), cancellation);
        if (outcome.Succeeded) Interlocked.Increment(ref opened);
        else if (outcome.Problem == Held) Interlocked.Increment(ref there);
        return outcome.Problem == Held ? null : outcome.Problem;
    }

    /// <summary>The line that has the reference already; null for the first one.</summary>
    private int? FindRepeated(ReferenceInput reference, int line) =>
        lines.TryAdd((reference.System, reference.LookupValue), line) ? null : lines[(reference.System, reference.LookupValue)];

    private async Task<Problem?> CountTicket(Ticket ticket)
    {
        var known = (await store.ReadSnapshot(session => session.ListIncidentsByReference(ticket.Reference))).Count > 0;
        Interlocked.Increment(ref (known ? ref there : ref opened));
        return null;
    }

    private async Task<Outcome<Done>> Open(Ticket ticket, Transaction transaction)
    {
        if ((await transaction.ListHolders(ticket.Reference)).Any(holder => holder.TaughtBy is null)) return Held;
        var then = ticket.OpenedAt is { } openedAt ? transaction.At(openedAt) : transaction;
        var change = new ChangeContext(then, rules.Settings, Origin.Import(ticket.Channel, ticket.Location));
        if (!(await IncidentChanges.Open(change, ticket.Incident with { ExpectedFree = ticket.Reference })).Try(out _, out var refusal))
            return refusal;
        await then.SaveChanges();
        return default(Done);
    }
}
