using IncidentService.Incidents;

namespace IncidentService.Hosting;

internal static partial class Operations
{
    public static readonly Operation MergeIncident = new(
        "Merge an incident into another",
        "Both numbers keep working: the incident lives on in the one named in `into`, whose card shows what both have, each item under its own number. "
        + "An open incident opens the one it is merged into, which the timeline tells. Merging again what was merged so changes nothing; of two opposite merges the second is refused.")
    {
        Body = typeof(MergeRequest), Writes = true, Tagged = true,
        Answers = [new(200, typeof(Card), "Merged; the card of the incident that both live on in.")],
        Refusals = [Problems.NumberUnknown, Problems.AlreadyMerged, .. Once],
    };

    public static readonly Operation UnmergeIncident = new(
        "Take a merge back",
        "The incident is by itself again, with everything that was merged into it and as it was when it was merged. What happened since then, through any of the numbers, stays where it happened.")
    {
        Body = typeof(UnmergeRequest), Writes = true, Tagged = true,
        Answers = [new(200, typeof(Card), "Unmerged; the card of the incident by itself.")],
        Refusals = [Problems.NumberUnknown, Problems.NotMerged, .. Once],
    };
}
