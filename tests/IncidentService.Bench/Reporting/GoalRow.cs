namespace IncidentService.Bench.Reporting;

/// <summary>One goal: what was wanted, what was reached, and how far that is of it.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="Wanted">In words, such as "≥ 0.5 of the insert".</param>
/// <param name="Reached">In the same unit.</param>
/// <param name="Share">Reached against wanted: 1 or more meets the goal.</param>
internal sealed record GoalRow(string Title, string Wanted, string Reached, double Share)
{
    /// <summary>The rate and its spread, the 99th percentile, the part of the floor: what else is known of it.</summary>
    public string Rate { get; init; } = "";

    public string P99 { get; init; } = "";

    public string OfFloor { get; init; } = "";

    public bool IsMet => Share >= 1;

    public static GoalRow AtLeast(string title, double wanted, double reached, string unit = "") =>
        new(title, $"≥ {Short(wanted)}{unit}", $"{Short(reached)}{unit}", reached / wanted);

    public static GoalRow Below(string title, double wanted, double reached, string unit) =>
        new(title, $"< {Short(wanted)}{unit}", $"{Short(reached)}{unit}", ShareBelow(wanted, reached));

    /// <summary>Exactly as much is not below, and nothing at all is not infinitely good.</summary>
    private static double ShareBelow(double wanted, double reached) =>
        reached >= wanted ? Math.Min(0.999, wanted / reached) : wanted / Math.Max(reached, wanted / 1_000);

    private static string Short(double figure) => figure switch
    {
        < 10 => $"{figure:0.0#}",
        < 100 => $"{figure:0.#}",
        _ => $"{figure:N0}",
    };
}
