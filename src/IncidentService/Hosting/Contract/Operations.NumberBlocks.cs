using IncidentService.Incidents;
using IncidentService.NumberBlocks;

namespace IncidentService.Hosting;

/// <summary>Numbers while the line is down.</summary>
internal static partial class Operations
{
    public static readonly Operation ReserveNumbers = new(
        "Reserve a block of numbers",
        "For whoever has to hand out numbers while the service cannot be reached: up to 1,000, held by this key for its channel. Print them as `formatted`: groups of four. "
        + "Open each later with `PUT /incidents/{number}`; the expiry ends the handing out alone. A lookup of one meanwhile answers `reserved` and says by whom. A block that is lost wastes its numbers, and nothing else.")
    {
        Body = typeof(NumberBlockRequest), Writes = true,
        Answers = [new(201, typeof(NumberBlockView), "Reserved; `numbers` are nobody else's.")],
        Refusals = Once,
    };

    public static readonly Operation ListNumberBlocks = new(
        "List blocks of numbers", "Those of the key, newest first; with the scope admin those of all keys.")
    {
        Answers = [new(200, typeof(NumberBlockPage), "A page, without the numbers themselves.")],
        Refusals = [Problems.InvalidCursor],
    };

    public static readonly Operation GetNumberBlock = new(
        "Get one block of numbers", "With those of its numbers under which no incident has been opened yet.")
    {
        Answers = [new(200, typeof(NumberBlockView), "The block.")],
        Refusals = [Problems.NumberBlockUnknown],
    };

    public static readonly Operation OpenReserved = new(
        "Open an incident under a reserved number",
        "By any key of the channel that reserved it, also after the block has expired. Idempotent: the body is used only when there is no incident yet; afterwards its card is answered. Only numbers of a block are opened by name.")
    {
        Body = typeof(OpenRequest), Writes = true, Guarded = true, Tagged = true,
        Answers = [new(200, typeof(Card), "It was opened before; its card."), new(201, typeof(Card), "Opened; the card.")],
        Refusals = [Problems.NumberUnknown, Problems.ReservedElsewhere, Problems.NumberNotReserved, Problems.NumberTaken, Problems.ReferenceHeld, .. Brought],
    };
}
