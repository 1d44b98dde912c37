using System.Reflection;
using System.Text.RegularExpressions;
using IncidentService.Hosting;
using IncidentService.Tests.Infrastructure;
using Xunit.v3;

namespace IncidentService.Tests.Conventions;

/// <summary>The rules of the layout in the README, checked against the sources.</summary>
public sealed partial class ArchitectureTests
{
    private const int LongestFile = 300;
    private const int MostParameters = 5;

    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Source[] Sources = [.. Source.Under("src")];

    private static IEnumerable<Source> Service =>
        Sources.Where(source => source.Path.StartsWith("src/IncidentService/", StringComparison.Ordinal));

    [Fact]
    public void Only_the_store_contains_SQL()
    {
        Assert.Empty(Sources.Where(source => !source.IsUnder("Storage")).SelectMany(source => source.Lines(Sql())));
        Assert.NotEmpty(Service.Where(source => source.IsUnder("Storage")).SelectMany(source => source.Lines(Sql())));
    }

    [Fact]
    public void Only_the_store_uses_Dapper() =>
        Assert.Empty(Sources.Where(source => !source.IsUnder("Storage")).SelectMany(source => source.Lines(Dapper())));

    [Fact]
    public void Only_the_dialect_of_an_engine_uses_its_driver()
    {
        // telemetry subscribes to what the drivers report, by their names
        var others = Sources.Where(source => !source.IsUnder("Storage/Dialects") && !source.IsUnder("Hosting/Telemetry"));

        Assert.Empty(others.SelectMany(source => source.Lines(Driver())));
    }

    [Fact]
    public void Every_type_of_the_service_is_internal_and_sealed_unless_it_is_a_base_class()
    {
        var types = ListTypes();

        Assert.NotEmpty(types);
        Assert.Empty(types.Where(type => type.IsVisible).Select(type => type.FullName));
        var bases = types.Select(type => type.BaseType).ToHashSet();
        Assert.Empty(
            types.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !bases.Contains(type)).Select(type => type.FullName));
    }

    /// <summary>Overrides, delegates and what the compiler generates are exempt: others prescribe their parameters.</summary>
    [Fact]
    public void No_parameter_list_has_more_than_five_parameters()
    {
        var lists = ListTypes().Where(type => !typeof(Delegate).IsAssignableFrom(type))
            .SelectMany(type => type.GetMembers(Declared).OfType<MethodBase>())
            .Where(method => !method.Name.Contains('<') && !(method is MethodInfo other && other.GetBaseDefinition() != other))
            .ToList();

        Assert.NotEmpty(lists);
        Assert.Empty(lists.Where(list => list.GetParameters().Length > MostParameters).Select(list => $"{list.DeclaringType}.{list.Name}"));
    }

    private static List<Type> ListTypes() =>
    [
        .. typeof(ServiceHost).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("IncidentService", StringComparison.Ordinal) == true)
            .Where(type => !type.FullName!.Contains('<')),
    ];

    [Fact]
    public void No_source_file_exceeds_the_length_limit() =>
        Assert.Empty(Sources.Where(source => source.Length > LongestFile).Select(source => $"{source.Path}: {source.Length} lines"));

    /// <summary>SQL and the contract's texts break by their meaning.</summary>
    [Fact]
    public void No_line_is_wider_than_140_columns() => Assert.Empty(
        Sources.Where(source => !source.IsUnder("Storage") && !source.IsUnder("OpenApi")).SelectMany(source => source.LinesWiderThan(140)));

    [Fact]
    public void Every_suite_runs_on_every_engine_that_it_applies_to()
    {
        var types = typeof(Suite).Assembly.GetTypes();
        var suites = types.Where(type => type.IsAbstract && type.IsSubclassOf(typeof(Suite))).ToList();

        Assert.NotEmpty(suites);
        Assert.All(suites, suite =>
        {
            var engines = types
                .Where(type => type.BaseType == suite && type.Namespace != typeof(Deploy.RolesEngine).Namespace)
                .Select(type => type.Namespace!.Split('.')[^1])
                .Order(StringComparer.Ordinal);
            string[] servers = ["OnPostgres", "OnSqlServer"];
            Assert.Equal(suite == typeof(Storage.ServerFaultTests) ? servers : ["OnDeployedSqlite", .. servers, "OnSqlite"], engines);
        });
    }

    [Fact]
    public void Test_names_are_sentences()
    {
        var tests = typeof(ArchitectureTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes(inherit: false).OfType<IFactAttribute>().Any())
            .ToList();

        Assert.NotEmpty(tests);
        Assert.Empty(tests.Where(test => !test.Name.Contains('_')).Select(test => $"{test.DeclaringType}.{test.Name}").Distinct());
    }

    [GeneratedRegex(@"\busing Dapper\b|\bDapper\.")]
    private static partial Regex Dapper();

    [GeneratedRegex(@"\bMicrosoft\.Data\.Sqlite\b|\bSQLitePCL\b|\bNpgsql\b|\bMicrosoft\.Data\.SqlClient\b")]
    private static partial Regex Driver();

    [GeneratedRegex(
        @"\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET|FROM \w+|WHERE|(LEFT|CROSS) JOIN|(ORDER|GROUP) BY|(CREATE|DROP|ALTER) (TABLE|INDEX)|PRAGMA)\b")]
    private static partial Regex Sql();
}
