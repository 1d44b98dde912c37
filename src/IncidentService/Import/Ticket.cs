using IncidentService.Contacts;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Import;

/// <summary>What every line of an import has that does not say otherwise.</summary>
internal sealed record TicketDefaults(string? System, string? Channel);

/// <summary>An incident that another system has had so far, read from a line of its export by the rules that hold for every caller.</summary>
internal sealed record Ticket(GivenReference Reference, NewIncident Incident, string Channel, string? Location, Instant? OpenedAt)
{
    /// <summary>Null, with the faults noted by column, when the line cannot be taken.</summary>
    public static Ticket? Read(CsvRecord record, TicketColumns columns, TicketDefaults defaults, Rulebook rules, Instant now, Faults faults)
    {
        if (record.Cells.Count != columns.Count)
        {
            faults.Add("", $"has {record.Cells.Count} cells where the header has {columns.Count}: a cell with a comma or a line break belongs into quotes");
            return null;
        }
        string? Cell(string column) => columns.Cell(record, column);
        var reference = GivenReference.Read("", Cell(TicketColumns.System) ?? defaults.System, Cell(TicketColumns.Value), rules.Systems, faults);
        if (reference is not null && rules.Systems.IsShared(reference.System))
            faults.Add(TicketColumns.System, "lets several incidents hold one value, so it cannot tell which of them this is: name the system whose number each has for itself");
        var channel = faults.OneOf(TicketColumns.Channel, Cell(TicketColumns.Channel)?.Trim() ?? defaults.Channel, Channels.All, required: true);
        var location = faults.Token(TicketColumns.Location, Cell(TicketColumns.Location));
        var opened = faults.Moment(TicketColumns.OpenedAt, Cell(TicketColumns.OpenedAt)?.Trim());
        if (opened > now) faults.Add(TicketColumns.OpenedAt, "must not be in the future");
        var incident = new NewIncident(
            faults.Wording(TicketColumns.Subject, Cell(TicketColumns.Subject), Limits.Line),
            faults.Token(TicketColumns.Category, Cell(TicketColumns.Category)),
            faults.Token(TicketColumns.Team, Cell(TicketColumns.Team)),
            Contacts(Cell, rules, faults),
            reference is null ? [] : [reference],
            faults.Prose(TicketColumns.Text, Cell(TicketColumns.Text), Limits.Text) is { } text ? new GivenLine(Directions.In, text, Automatic: false, null, null) : null);
        return faults.None ? new Ticket(reference!, incident, channel!, location, opened) : null;
    }

    private static List<GivenContact> Contacts(Func<string, string?> cell, Rulebook rules, Faults faults)
    {
        var contacts = new List<GivenContact>();
        foreach (var kind in ContactKinds.All)
        {
            if (cell(kind) is { } value && GivenContact.Read(kind, kind, value, rules.Phones, faults) is { } contact) contacts.Add(contact);
        }
        return contacts;
    }
}
