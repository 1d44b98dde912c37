using System.Text.Json;
using IncidentService.Changes;
using IncidentService.Hosting;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Conventions;

/// <summary>
/// Which room uses which. A room is a folder directly under src/IncidentService. A slice is a room with a file XEndpoints.cs. A record is a
/// type of a slice that uses the store neither directly nor indirectly: what the store keeps, the rules about it, requests and views.
/// </summary>
public sealed class RoomTests
{
    private const string Store = nameof(Storage);
    private const string AspNetCore = "Microsoft.AspNetCore";

    private static readonly IReadOnlyDictionary<string, List<ServiceType>> Rooms = ServiceType.All
        .Where(type => type.Room is not null)
        .GroupBy(type => type.Room!)
        .ToDictionary(room => room.Key, room => room.ToList());

    private static readonly HashSet<string> Slices = [.. Source.Under("src/IncidentService")
        .Where(source => source.Path.EndsWith("Endpoints.cs", StringComparison.Ordinal))
        .Select(source => source.Path.Split('/')[2])];

    private static readonly HashSet<ServiceType> LeadToStore =
        [.. ServiceType.All.Where(type => ServiceType.Reach([type], _ => true).Any(reached => reached.Room == Store))];

    /// <summary>The store may use only records: whatever else a slice has uses the store itself, which would close a circle.</summary>
    [Fact]
    public void Rooms_use_each_other_in_no_circle_except_slices_by_their_records()
    {
        Assert.Superset(new HashSet<string> { "Incidents", "Approvals", "Webhooks" }, Slices);
        var uses = Rooms.ToDictionary(
            room => room.Key,
            room => room.Value.SelectMany(UsesOfOtherRooms).Where(use => !IsRecord(use.To)).ToLookup(use => use.To.Room!));

        Assert.Empty(Circles(uses));
    }

    /// <summary>The rooms under all slices. They do not even use records.</summary>
    [Fact]
    public void A_room_that_slices_use_and_that_does_not_use_the_store_uses_no_slice()
    {
        var used = Slices.SelectMany(room => Rooms[room]).SelectMany(UsesOfOtherRooms).Select(use => use.To.Room!).ToHashSet();
        var shared = used.Except(Slices).Where(room => !Rooms[room].Exists(LeadToStore.Contains)).ToHashSet();

        Assert.Superset(new HashSet<string> { "Common", "Http", "OpenApi" }, shared);
        Assert.DoesNotContain(shared.SelectMany(room => Rooms[room]).SelectMany(UsesOfOtherRooms), use => Slices.Contains(use.To.Room!));
    }

    [Fact]
    public void Common_uses_no_other_room() => Assert.Empty(Rooms["Common"].SelectMany(UsesOfOtherRooms));

    [Fact]
    public void No_slice_uses_a_background_job() =>
        Assert.DoesNotContain(Slices.SelectMany(room => Rooms[room]).SelectMany(UsesOfOtherRooms), use => use.To.Room == "Background");

    [Fact]
    public void Only_the_command_line_uses_the_composition_root() => Assert.DoesNotContain(
        Rooms.Where(room => room.Key != "CommandLine").SelectMany(room => room.Value).SelectMany(UsesOfOtherRooms),
        use => use.To.Room == nameof(Hosting));

    [Fact]
    public void What_the_store_and_the_changes_reach_in_the_slices_touches_no_web()
    {
        var changes = ServiceType.All.Where(type => IsInSlice(type) && type.Name.EndsWith("Changes", StringComparison.Ordinal)).ToList();
        var rules = ServiceType.Reach([.. Rooms[Store], .. changes], IsInSlice);

        Assert.NotEmpty(changes);
        Assert.Superset(new HashSet<string> { "Approval", "RedemptionInput", "IncidentLifecycle", "PhoneReader", "WorkCalendar" },
            rules.Select(type => type.Name).ToHashSet());
        Assert.DoesNotContain(rules, type => type.UsesAny(AspNetCore));
    }

    /// <summary>Requests are bound from the web, so they may use it.</summary>
    [Fact]
    public void Records_that_do_not_touch_the_web_use_nothing_that_does()
    {
        var records = ServiceType.All.Where(type => IsRecord(type) && !TouchesWeb(type) && !IsRequest(type)).ToList();

        Assert.Superset(new HashSet<string> { "Twiml", "Csv", "QuotedText", "HandoffView", "SlaPolicies" },
            records.Select(type => type.Name).ToHashSet());
        Assert.Empty(records.SelectMany(type => type.Own.Where(TouchesWeb).Select(used => $"{type} uses {used}")));
    }

    [Fact]
    public void Every_change_is_a_static_function_of_a_change_context()
    {
        var types = typeof(ServiceHost).Assembly.GetTypes().Where(type => !type.FullName!.Contains('<')).ToList();
        var changes = types.Where(type => type.Name.EndsWith("Changes", StringComparison.Ordinal) && Slices.Contains(RoomOf(type))).ToList();

        Assert.NotEmpty(changes);
        Assert.Empty(changes.Where(type => !(type.IsAbstract && type.IsSealed)).Select(type => type.FullName));
        Assert.Empty(
            from type in types
            where type != typeof(ChangeContext)
            from constructor in type.GetConstructors()
            where constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(ChangeContext))
            select type.FullName);
    }

    [Fact]
    public void No_folder_outside_the_store_has_more_than_six_files()
    {
        var folders = Source.Under("src/IncidentService").Select(source => Path.GetDirectoryName(source.Path)!.Replace('\\', '/'))
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

    private sealed record Use(ServiceType From, ServiceType To)
    {
        public override string ToString() => $"{From} uses {To}";
    }

    private static bool IsInSlice(ServiceType type) => type.Room is { } room && Slices.Contains(room);

    private static bool IsRecord(ServiceType type) => IsInSlice(type) && !LeadToStore.Contains(type);

    /// <summary>Itself or through its base class.</summary>
    private static bool TouchesWeb(ServiceType type) =>
        IsInSlice(type) && (type.UsesAny(AspNetCore) || (type.Base is { } parent && TouchesWeb(parent)));

    private static bool IsRequest(ServiceType type) => type.UsesAny("IncidentService.Http.Requests");

    private static string RoomOf(Type type) => type.Namespace?.Split('.') is [_, var room, ..] ? room : "";

    private static IEnumerable<Use> UsesOfOtherRooms(ServiceType type) =>
        type.Own.Where(used => used.Room is not null && used.Room != type.Room).Select(used => new Use(type, used));

    /// <summary>Every way from a room back to itself, each step with the first type that takes it.</summary>
    private static IEnumerable<string> Circles(Dictionary<string, ILookup<string, Use>> uses)
    {
        foreach (var start in uses.Keys.Order(StringComparer.Ordinal))
        {
            var ways = new Stack<Use[]>([[]]);
            var seen = new HashSet<string>();
            while (ways.TryPop(out var way))
            {
                foreach (var next in uses[way.Length == 0 ? start : way[^1].To.Room!])
                {
                    Use[] longer = [.. way, next.First()];
                    if (next.Key == start) yield return string.Join("; ", longer.Select(use => use.ToString()));
                    else if (seen.Add(next.Key)) ways.Push(longer);
                }
            }
        }
    }
}
