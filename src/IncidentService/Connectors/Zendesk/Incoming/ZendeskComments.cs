using System.Globalization;
using IncidentService.Common.Text;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Connectors.Zendesk.Incoming;

/// <summary>
/// Where the comments of tickets are recorded. An event about a comment that has not come yet is kept in the row of the comment, so that
/// the second of two concurrent events finds what the first wrote. An event about a ticket that no incident holds yet is kept likewise.
/// </summary>
internal static class ZendeskComments
{
    public const string Redacted = "redacted";
    public const string MadePrivate = "made private";
    private const int LongestKept = 100;
    private static readonly string[] OfTickets =
    [
        ZendeskEventTypes.Merged, ZendeskEventTypes.StatusChanged, ZendeskEventTypes.SoftDeleted, ZendeskEventTypes.Undeleted,
        ZendeskEventTypes.PermanentlyDeleted,
    ];

    /// <summary>The line of a comment. If it has not come yet, what happened to it is kept, and this is null.</summary>
    public static async Task<RecordedMessage?> FindOrKeep(Transaction transaction, long comment, string what)
    {
        var known = await Find(transaction, comment);
        if (known?.IsExpected == false) return known;
        if (known is null) transaction.AddMessage(RowOf(transaction, comment, incidentId: 0, sequence: 0, what));
        else if (known.Content != Redacted && known.Content != what) transaction.ChangeExpected(RowOf(transaction, comment, 0, 0, what));
        return null;
    }

    /// <summary>What happened to a comment before it came; null if nothing did.</summary>
    public static async Task<string?> FindKept(Transaction transaction, long? comment) =>
        comment is { } id && await Find(transaction, id) is { IsExpected: true } kept ? kept.Content : null;

    /// <summary>Remembers the line of a comment, which keeps its first one.</summary>
    public static async Task Remember(Transaction transaction, long? comment, long incidentId, int sequence)
    {
        if (comment is not { } id) return;
        var known = await Find(transaction, id);
        if (known is null) transaction.AddProcessed(ZendeskSettings.System, DigestOf(id), incidentId, sequence);
        else if (known.IsExpected) transaction.ChangeExpected(RowOf(transaction, id, incidentId, sequence, content: null));
    }

    /// <summary>Keeps what happened to a ticket that no incident holds yet.</summary>
    public static async Task KeepForTicket(Transaction transaction, ZendeskTicketEvent ticketEvent)
    {
        var digest = DigestOf(ticketEvent.Ticket, ticketEvent.Type);
        if (ticketEvent.ActionId.Length > LongestKept || await transaction.FindMessage(ZendeskSettings.System, digest) is not null) return;
        transaction.AddMessage(new RecordedMessage
        {
            System = ZendeskSettings.System, MessageId = digest, IncidentId = 0, ReceivedAt = transaction.Now,
            Content = ticketEvent.MergedInto?.ToString(CultureInfo.InvariantCulture) ?? ticketEvent.ActionId,
        });
    }

    /// <summary>What happened to a ticket before an incident held it.</summary>
    public static async Task<IReadOnlyList<ZendeskTicketEvent>> ListKeptForTicket(Transaction transaction, long ticket)
    {
        var all = new List<ZendeskTicketEvent>();
        foreach (var type in OfTickets)
            if (await transaction.FindMessage(ZendeskSettings.System, DigestOf(ticket, type)) is { Content: { } kept })
                all.Add(new ZendeskTicketEvent(type, ticket, kept, null, type == ZendeskEventTypes.Merged ? ParseId(kept) : null));
        return all;
    }

    private static long ParseId(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string DigestOf(long ticket, string type) =>
        Digest.Compute($"ticket:{ticket.ToString(CultureInfo.InvariantCulture)}:{type}");

    private static Task<RecordedMessage?> Find(Transaction transaction, long comment) =>
        transaction.FindMessage(ZendeskSettings.System, DigestOf(comment));

    private static RecordedMessage RowOf(Transaction transaction, long comment, long incidentId, int sequence, string? content) => new()
    {
        System = ZendeskSettings.System, MessageId = DigestOf(comment), IncidentId = incidentId, Sequence = sequence, Content = content,
        ReceivedAt = transaction.Now,
    };

    private static string DigestOf(long comment) => Digest.Compute("comment:" + comment.ToString(CultureInfo.InvariantCulture));
}
