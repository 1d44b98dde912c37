using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.References;
using IncidentService.Timeline.Lines;

namespace IncidentService.Import;

/// <summary>The values for lines of an import that do not state their own.</summary>
internal sealed record TicketDefaults(string? System, string? Channel);

/// <summary>
/// How the lines of an import are read: by the rules that apply to all callers, with these values where a line states none.
/// </summary>
internal sealed record TicketRules(ServiceSettings Settings, TicketDefaults Defaults);

/// <summary>An incident from another system, parsed from a line of its export with the rules that apply to all callers.</summary>
internal sealed record Ticket(ReferenceInput Reference, IncidentInput Incident, string Channel, string? Location, Instant? OpenedAt)
{
    /// <summary>Null if the line is refused; the errors are recorded by column.</summary>
    public static Ticket? Parse(CsvRecord record, TicketColumns columns, TicketRules rules, Instant now, ValidationErrors errors)
    {
        var (settings, defaults) = rules;
        if (!columns.Fit(record))
        {
            errors.Add(
                "",
                $"has {record.Cells.Count} cells where the header has {columns.Count}: put a cell with the separator or a line break into quotes");
            return null;
        }
        string? Cell(string column) => columns.Cell(record, column);
        var reference = ReferenceInput.Parse(
            "", Cell(TicketColumns.System) ?? defaults.System, Cell(TicketColumns.Value), settings.Systems, errors);
        if (reference is not null && settings.Systems.IsShared(reference.System))
            errors.Add(
                TicketColumns.System,
                "lets several incidents hold one value, so it cannot tell which of them this is: name the system whose number each has for itself");
        var channel = errors.ParseOneOf(
            TicketColumns.Channel, Cell(TicketColumns.Channel)?.Trim() ?? defaults.Channel, Channels.All, required: true);
        var location = errors.ParseToken(TicketColumns.Location, Cell(TicketColumns.Location));
        var opened = errors.ParseInstant(TicketColumns.OpenedAt, Cell(TicketColumns.OpenedAt)?.Trim() is { Length: > 0 } at ? at : null);
        if (opened > now) errors.Add(TicketColumns.OpenedAt, "must not be in the future");
        var incident = new IncidentInput(
            errors.ParseMaskedLine(TicketColumns.Subject, Cell(TicketColumns.Subject), Limits.Line),
            errors.ParseToken(TicketColumns.Category, Cell(TicketColumns.Category)),
            errors.ParseToken(TicketColumns.Team, Cell(TicketColumns.Team)),
            ParseContacts(Cell, settings, errors),
            reference is null ? [] : [reference])
        {
            Message = errors.ParseText(TicketColumns.Text, Cell(TicketColumns.Text), Limits.Text) is { } text
                ? new LineInput(Directions.In, text, Automatic: false, null, null)
                : null,
        };
        return errors.IsEmpty ? new Ticket(reference!, incident, channel!, location, opened) : null;
    }

    private static List<ContactInput> ParseContacts(Func<string, string?> cell, ServiceSettings settings, ValidationErrors errors)
    {
        var contacts = new List<ContactInput>();
        foreach (var kind in ContactKinds.All)
        {
            if (cell(kind) is { } value && ContactInput.Parse(kind, kind, value, settings.Phones, errors) is { } contact)
                contacts.Add(contact);
        }
        return contacts;
    }
}
