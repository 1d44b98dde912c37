using System.IO.Compression;
using System.Xml.Linq;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Client;

public sealed class PackageTests
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    [Fact]
    public async Task The_client_is_a_package_with_its_documentation_that_brings_what_it_needs()
    {
        using var tools = new ToolFolder();
        await tools.Run(
            ServiceProcess.Dotnet, "pack", Repository.File("src", "IncidentService.Client"),
            "--no-build", "--configuration", Configuration, "--output", tools.File("."), "-nodeReuse:false");

        await using var package = await ZipFile.OpenReadAsync(Directory.GetFiles(tools.File("."), "*.nupkg").Single());

        Assert.Superset(
            new HashSet<string> { "README.md", "lib/net10.0/IncidentService.Client.dll", "lib/net10.0/IncidentService.Client.xml" },
            package.Entries.Select(entry => entry.FullName).ToHashSet());
        await using var description = await package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).OpenAsync();
        var elements = (await XDocument.LoadAsync(description, LoadOptions.None, CancellationToken.None)).Descendants().ToLookup(element => element.Name.LocalName);
        Assert.Equal("README.md", elements["readme"].Single().Value);
        Assert.Equal(["IncidentNumbers", "Microsoft.Extensions.Http", "Polly.Core"], elements["dependency"].Select(dependency => dependency.Attribute("id")!.Value).Order());
    }
}
