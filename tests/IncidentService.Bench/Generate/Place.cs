namespace IncidentService.Bench.Generate;

/// <summary>A channel and its answer times: public complaints are answered first.</summary>
internal sealed record Place(string Channel, TimeSpan Response, TimeSpan Resolution, double AnsweredShare)
{
    public static readonly IReadOnlyList<(Place Place, int Weight)> All =
    [
        (new("email", TimeSpan.FromHours(9), TimeSpan.FromHours(40), 0.92), 42),
        (new("phone", TimeSpan.FromMinutes(12), TimeSpan.FromHours(14), 0.85), 26),
        (new("store", TimeSpan.FromMinutes(30), TimeSpan.FromHours(20), 0.80), 11),
        (new("web", TimeSpan.FromHours(6), TimeSpan.FromHours(36), 0.90), 10),
        (new("chat", TimeSpan.FromMinutes(3), TimeSpan.FromHours(8), 0.97), 7),
        (new("social", TimeSpan.FromMinutes(18), TimeSpan.FromHours(10), 0.95), 4),
    ];
}
