using IncidentNumbers;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Writes rows directly into the register: merges, reservations and closed incidents.</summary>
internal static class SeedRows
{
    public static Task Merge(this RunningService service, string merged, string survivor) => service.Seed(
        """
        UPDATE incidents SET survivor_id = (SELECT id FROM incidents WHERE number = @survivor), parent_id = (SELECT id FROM incidents WHERE number = @survivor)
        WHERE number = @merged;
        UPDATE incidents SET members = members + 1, version = version + 1 WHERE number = @survivor
        """,
        new { merged = long.Parse(merged), survivor = long.Parse(survivor) });

    public static Task Close(this RunningService service, string number) => service.Seed(
        "UPDATE incidents SET state = 'closed' WHERE number = @number", new { number = long.Parse(number) });

    public static async Task<string> Reserve(this RunningService service)
    {
        var number = IncidentNumber.Mint();
        await service.Seed(
            "INSERT INTO numbers (number, reserved_by, issued_at) SELECT @value, min(id), 0 FROM api_keys", new { value = number.Value });
        return number.ToString();
    }
}
