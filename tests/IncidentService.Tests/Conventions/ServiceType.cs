using ArchUnitNET.Loader;
using IncidentService.Hosting;

namespace IncidentService.Tests.Conventions;

/// <summary>
/// A type of the service and what it uses, as compiled: in signatures, method bodies and attributes. A nested type, and one that the
/// compiler generates, counts as the type that contains it. Not seen are constants, which the compiler copies, and values that a method
/// gets from one call and hands to the next without using a member of theirs.
/// </summary>
internal sealed class ServiceType
{
    private const string Root = "IncidentService.";
    private HashSet<string> uses = [];

    private ServiceType(string fullName) => FullName = fullName;

    public static IReadOnlyCollection<ServiceType> All { get; } = Load();

    public string FullName { get; }

    /// <summary>Without the number of its generic parameters.</summary>
    public string Name => FullName[(FullName.LastIndexOf('.') + 1)..].Split('`')[0];

    /// <summary>The folder directly under src/IncidentService; null for what stands beside the folders.</summary>
    public string? Room => FullName.StartsWith(Root, StringComparison.Ordinal) && FullName.Split('.') is [_, var room, _, ..] ? room : null;

    /// <summary>The full names of the types that it uses, those of other assemblies among them.</summary>
    public IReadOnlySet<string> Uses => uses;

    /// <summary>The types of the service that it uses.</summary>
    public IReadOnlyList<ServiceType> Own { get; private set; } = [];

    /// <summary>Null if its base class is no type of the service.</summary>
    public ServiceType? Base { get; private set; }

    public bool UsesAny(string namespaceName) => uses.Any(used => used.StartsWith(namespaceName + ".", StringComparison.Ordinal));

    /// <summary>These types, and all that they use directly or indirectly, as far as `mayPass` lets it.</summary>
    public static HashSet<ServiceType> Reach(IEnumerable<ServiceType> from, Func<ServiceType, bool> mayPass)
    {
        var reached = from.ToHashSet();
        var next = new Stack<ServiceType>(reached);
        while (next.TryPop(out var type))
        {
            foreach (var used in type.Own.Where(used => mayPass(used) && reached.Add(used))) next.Push(used);
        }
        return reached;
    }

    public override string ToString() => FullName[Root.Length..];

    private static IReadOnlyCollection<ServiceType> Load()
    {
        var loaded = new ArchLoader().LoadAssemblies(typeof(ServiceHost).Assembly).Build();
        var types = loaded.Types
            .ToLookup(type => Outermost(type.FullName), type => type.Dependencies.Select(used => Outermost(used.Target.FullName)))
            .Where(type => type.Key.StartsWith(Root, StringComparison.Ordinal))
            .ToDictionary(
                type => type.Key,
                type => new ServiceType(type.Key) { uses = [.. type.SelectMany(used => used).Where(used => used != type.Key)] });
        foreach (var type in loaded.Classes)
        {
            if (types.TryGetValue(type.FullName, out var known) && type.BaseClass is { } parent)
                known.Base = types.GetValueOrDefault(parent.FullName);
        }
        foreach (var type in types.Values)
            type.Own = [.. type.uses.Select(used => types.GetValueOrDefault(used)).OfType<ServiceType>()];
        return types.Values;
    }

    private static string Outermost(string fullName) => fullName.Split('+', '/', '<')[0];
}
