namespace IncidentService.Common;

/// <summary>The limits of requests. The contract states the same values.</summary>
internal static class Limits
{
    public const int Body = 64 * 1024;

    /// <summary>How much of a body that is too large is read, so that its sender receives the response. A larger body is cut off.</summary>
    public const int BodyToDrain = 16 * Body;

    /// <summary>The limit of a message as JSON: its sender, a machine, cannot shorten the HTML of a mail.</summary>
    public const int MessageBody = 1024 * 1024;

    /// <summary>The body limit for tickets of another product, which limits its texts itself.</summary>
    public const int TicketBody = 8 * Body;

    /// <summary>The limit of a mail as it is (message/rfc822).</summary>
    public const int Mail = 25 * 1024 * 1024;

    /// <summary>How much of a mail that is too large is read, so that its sender receives the response.</summary>
    public const int MailToDrain = 2 * Mail;
    public const int Text = 20_000;
    public const int Quoted = 20_000;
    public const int Line = 200;
    public const int Token = 60;
    public const int References = 50;
    public const int Contacts = 20;
    public const int Attachments = 20;
    public const int ContactsOfIncident = 200;
    public const int ReferencesOfIncident = 1_000;
    public const int NestedItems = 20;
    public const int Hints = 20;

    /// <summary>How many errors of one request are reported.</summary>
    public const int ReportedErrors = 100;
    public const int Quantity = 1_000_000;
    public const int Uses = 1_000;
    public const int EventTypes = 60;
    public const int Webhooks = 100;
    public const int ItemsOfIncident = 200;
    public const int SearchWords = 8;
    public const int Url = 2_000;
    public const int NumbersInBlock = 1_000;
    public const int BlockDays = 366;
    public const int LinkDays = 180;

    /// <summary>What a customer writes on the page at once.</summary>
    public const int CustomerText = 4_000;
    public const int Page = 200;
    public const int PageDefault = 50;
    public const int ReportDays = 366;
    public const int WaitSeconds = 7 * 24 * 3600;
    public const int IdempotencyKey = 255;
    public const int RequestsPerMinute = 1_000_000;
    public const int Cursor = 500;
}
