using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentService.Hosting;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Conventions;

/// <summary>
/// Which room uses which. A room is a folder directly under src/IncidentService. A slice is a room that maps endpoints. Slices name each
/// other's records, and Storage and Changes name what they store and change. Nothing else stands in a cycle.
/// </summary>
public sealed partial class RoomTests
{
    private static readonly string[] NameSlices = ["Storage", "Changes"];

    private static readonly IReadOnlyDictionary<string, List<Source>> Rooms = Source.Under("src/IncidentService")
        .Where(source => source.Path.Split('/').Length > 3)
        .GroupBy(RoomOf)
        .ToDictionary(room => room.Key, room => room.ToList());

    private static readonly HashSet<string> Slices = [.. Rooms
        .Where(room => room.Value.Any(source => source.Path.EndsWith("Endpoints.cs", StringComparison.Ordinal)))
        .Select(room => room.Key)];

    [Fact]
    public void Only_slices_Storage_and_Changes_form_a_cycle()
    {
        Assert.Superset(new HashSet<string> { "Incidents", "Approvals", "Webhooks" }, Slices);
        Assert.All(NameSlices, room => Assert.Contains(room, Rooms.Keys));
        var uses = Rooms.Keys.Where(room => !IsInSliceCycle(room)).Append(SliceCycle).ToDictionary(
            room => room,
            room => Uses(room == SliceCycle ? Rooms.Keys.Where(IsInSliceCycle) : [room])
                .Select(use => IsInSliceCycle(use.To) ? SliceCycle : use.To)
                .Where(other => other != room).ToHashSet());

        Assert.Empty(Cycles(uses));
    }

    /// <summary>Follows from the rule above as long as slices use these rooms. It says the same in the words of a failure.</summary>
    [Theory]
    [InlineData("Common")]
    [InlineData("Http")]
    [InlineData("OpenApi")]
    public void A_shared_room_uses_no_slice_and_no_store(string room) =>
        Assert.Empty(Uses([room]).Where(use => IsInSliceCycle(use.To)).Select(use => $"{use.From.Path} names {use.To}"));

    [Fact]
    public void No_slice_uses_a_background_job() => Assert.Empty(
        Uses(Rooms.Keys.Where(IsInSliceCycle)).Where(use => use.To == "Background").Select(use => use.From.Path));

    [Fact]
    public void No_folder_outside_the_store_has_more_than_six_files()
    {
        var folders = Rooms.Values.SelectMany(room => room).Select(source => Path.GetDirectoryName(source.Path)!.Replace('\\', '/'))
            .Where(folder => !folder.StartsWith("src/IncidentService/Storage", StringComparison.Ordinal))
            .CountBy(folder => folder).ToList();

        Assert.NotEmpty(folders);
        Assert.DoesNotContain(folders, folder => folder.Value > 6);
    }

    [Fact]
    public void Every_log_category_in_the_settings_is_a_type_or_a_namespace_of_the_service()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Repository.File("src/IncidentService/appsettings.json")));
        var types = typeof(ServiceHost).Assembly.GetTypes();

        var categories = settings.RootElement.GetProperty("Logging").GetProperty("LogLevel").EnumerateObject()
            .Select(category => category.Name)
            .Where(name => name.StartsWith("IncidentService", StringComparison.Ordinal));

        Assert.All(categories, name => Assert.Contains(types, type => type.FullName == name || type.Namespace == name));
    }

    private const string SliceCycle = "slices";

    private static bool IsInSliceCycle(string room) => Slices.Contains(room) || NameSlices.Contains(room);

    private static string RoomOf(Source source) => source.Path.Split('/')[2];

    private static IEnumerable<(Source From, string To)> Uses(IEnumerable<string> rooms) =>
        from room in rooms
        from source in Rooms[room]
        from name in source.Matches(RoomName()).Distinct()
        where name != room && Rooms.ContainsKey(name)
        select (source, name);

    /// <summary>Every way from a room back to itself.</summary>
    private static IEnumerable<string> Cycles(Dictionary<string, HashSet<string>> uses)
    {
        foreach (var start in uses.Keys.Order(StringComparer.Ordinal))
        {
            var ways = new Stack<string[]>([[start]]);
            var seen = new HashSet<string>();
            while (ways.TryPop(out var way))
            {
                foreach (var next in uses[way[^1]])
                {
                    if (next == start) yield return string.Join(" -> ", [.. way, next]);
                    else if (seen.Add(next)) ways.Push([.. way, next]);
                }
            }
        }
    }

    [GeneratedRegex(@"(?<!"")\bIncidentService\.([A-Z]\w*)")]
    private static partial Regex RoomName();
}
