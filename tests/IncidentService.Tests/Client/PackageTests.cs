using System.IO.Compression;
using System.Xml.Linq;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Client;

/// <summary>The two packages, installed in an empty project.</summary>
public sealed class PackageTests(PackageTests.Feed feed) : IClassFixture<PackageTests.Feed>
{
    private static readonly string[] Frameworks = ["netstandard2.0", "net8.0", "net10.0"];

    [Theory]
    [InlineData("IncidentNumbers")]
    [InlineData("IncidentService.Client")]
    public async Task A_package_has_code_and_documentation_for_each_framework_a_readme_the_licence_and_symbols(string id)
    {
        var entries = await feed.Entries(id, "nupkg");
        var symbols = await feed.Entries(id, "snupkg");

        string[] wanted =
            ["README.md", "LICENSE", .. Frameworks.SelectMany(framework => new[] { $"lib/{framework}/{id}.dll", $"lib/{framework}/{id}.xml" })];
        Assert.Superset(wanted.ToHashSet(), entries.ToHashSet());
        Assert.Superset(Frameworks.Select(framework => $"lib/{framework}/{id}.pdb").ToHashSet(), symbols.ToHashSet());
    }

    [Theory]
    [InlineData("IncidentNumbers")]
    [InlineData("IncidentService.Client")]
    public async Task A_package_names_its_repository_and_no_folder_of_the_build_machine(string id)
    {
        var description = await feed.Description(id);
        var elements = description.Descendants().ToLookup(element => element.Name.LocalName);

        Assert.Equal("README.md", elements["readme"].Single().Value);
        Assert.Equal(("expression", "MIT"), (elements["license"].Single().Attribute("type")!.Value, elements["license"].Single().Value));
        Assert.Contains("incident", elements["tags"].Single().Value, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{40}$", elements["repository"].Single().Attribute("commit")!.Value);
        Assert.DoesNotContain(Repository.Root, description.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("file:", description.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_every_framework_the_client_depends_on_IncidentNumbers_of_the_same_version()
    {
        var groups = (await feed.Description("IncidentService.Client")).Descendants()
            .Where(element => element.Name.LocalName == "group")
            .ToList();

        Assert.Equal(Frameworks.Length, groups.Count);
        Assert.All(groups, group => Assert.Contains(
            group.Elements(),
            needed => needed.Attribute("id")!.Value == "IncidentNumbers" && needed.Attribute("version")!.Value == Feed.Version));
    }

    /// <summary>
    /// Builds a program for two frameworks and its library for a third. Packages come only from the folder, with an empty package cache.
    /// </summary>
    [Fact]
    public async Task An_empty_project_installs_the_packages_and_can_mint_open_and_look_up()
    {
        await using var service = await RunningService.Start();
        var key = await service.Key("email", ["read", "write"]);
        using var shop = await feed.Consumer();

        await shop.Run(ServiceProcess.Dotnet, "build", "Shop", $"-p:PackageUnderTest={Feed.Version}", "--disable-build-servers", "-v", "q");
        var printed = await shop.Run(ServiceProcess.Dotnet, shop.File("Shop/bin/Debug/net10.0/Shop.dll"), service.Address.ToString(), key);

        Assert.Equal(
            [
                "minted Exact, spoken in 12 words", "found The shade is wrong", "mended 867530912374", "listed The shade is wrong",
                "read 8675-3091-2374", "stocked 0",
            ],
            printed.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(Directory.Exists(shop.File("installed/incidentservice.client/" + Feed.Version)));
    }

    /// <summary>Packs with <c>dotnet pack src/IncidentService.Client</c>, in a version that no cache contains.</summary>
    public sealed class Feed : IAsyncLifetime
    {
        private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        private readonly ToolFolder folder = new();

        public static string Version { get; } = $"0.0.1-test.{Guid.NewGuid():N}";

        public async ValueTask InitializeAsync() => await folder.Run(
            ServiceProcess.Dotnet, "pack", Repository.File("src", "IncidentService.Client"),
            "--no-build", "--configuration", Configuration, "--output", folder.File("."), $"-p:Version={Version}", "-nodeReuse:false");

        public ValueTask DisposeAsync()
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        }

        internal async Task<IEnumerable<string>> Entries(string id, string kind)
        {
            await using var package = await ZipFile.OpenReadAsync(folder.File($"{id}.{Version}.{kind}"));
            return [.. package.Entries.Select(entry => entry.FullName)];
        }

        internal async Task<XDocument> Description(string id)
        {
            await using var package = await ZipFile.OpenReadAsync(folder.File($"{id}.{Version}.nupkg"));
            await using var description = await package.GetEntry(id + ".nuspec")!.OpenAsync();
            return await XDocument.LoadAsync(description, LoadOptions.None, CancellationToken.None);
        }

        /// <summary>
        /// A program outside of the checkout that installs from the folder. Other packages come from the cache of this build.
        /// </summary>
        internal async Task<ToolFolder> Consumer()
        {
            var consumer = new ToolFolder("tests", "Samples", "Package");
            var usual = (await folder.Run(ServiceProcess.Dotnet, "nuget", "locals", "global-packages", "--list")).Split(": ", 2)[1].Trim();
            await File.WriteAllTextAsync(consumer.File("nuget.config"), $"""
                <configuration>
                  <packageSources><add key="packages" value="{folder.File(".")}" /></packageSources>
                  <config><add key="globalPackagesFolder" value="installed" /></config>
                  <fallbackPackageFolders><add key="usual" value="{usual}" /></fallbackPackageFolders>
                </configuration>
                """);
            return consumer;
        }
    }
}
