using IncidentService.Erasure;

namespace IncidentService.Hosting;

internal static partial class Operations
{
    public static readonly Operation ErasePersonalData = new(
        "Remove a customer's personal data",
        "Takes all contacts and texts, search words and taught words from every incident that knows the customer by this contact, with all that it was merged with, "
        + "references that are or hold a contact, what unanswered lookups quoted of it, and answers kept for retries. Numbers, channels, times, money, approvals and promises stay, "
        + "so every number still resolves; its card says when personal data was removed, and an event tells subscribers to delete their copies. "
        + "One transaction. Erasing again finds nothing and changes nothing.")
    {
        Body = typeof(ErasureRequest), Writes = true,
        Answers = [new(200, typeof(Erasure.Erasure), "Removed; or nothing was left.")],
        Refusals = Once,
    };
}
