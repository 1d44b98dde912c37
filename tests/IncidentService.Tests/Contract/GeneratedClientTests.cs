using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Contract;

/// <summary>Clients in other languages, generated from openapi.yaml, run the founding story against a service.</summary>
public sealed class GeneratedClientTests
{
    [Fact]
    public async Task A_typescript_client_compiles_strictly_and_runs_the_story()
    {
        using var tools = new ToolFolder("tests", "IncidentService.Tests", "Contract", "typescript");
        await tools.LinkNpmTools();
        await tools.RunNpmTool("openapi-typescript", Repository.File("openapi.yaml"), "-o", "contract.ts");
        await tools.RunNpmTool("tsc", "-p", ".");

        await TellTheStory(tools, "node", "out/story.js");
    }

    /// <summary>The form of a look-up has fields of three types and hints of any name.</summary>
    [Fact]
    public async Task A_client_generated_by_orval_compiles_strictly_and_sends_a_lookup_form_with_hints()
    {
        using var tools = new ToolFolder("tests", "IncidentService.Tests", "Contract", "orval");
        tools["CONTRACT"] = Repository.File("openapi.yaml");
        await tools.LinkNpmTools();
        await tools.RunNpmTool("orval", "--config", "orval.config.cjs");

        await tools.RunNpmTool("tsc", "-p", ".");

        Assert.Contains("lookUp", await File.ReadAllTextAsync(tools.File("client.ts")));
    }

    /// <summary>
    /// Jackson comes from Debian, which lacks its module for times. That module and two unused annotations have stand-ins beside the story.
    /// </summary>
    [Fact]
    public async Task A_java_client_compiles_and_runs_the_story()
    {
        using var tools = new ToolFolder("tests", "IncidentService.Tests", "Contract", "java");
        await tools.LinkNpmTools();
        await File.WriteAllTextAsync(tools.File("contract.json"), OpenApi30.From(ContractModel.Kept));
        await tools.Run(
            "java", "-jar", "node_modules/@openapitools/openapi-generator-cli/bin/openapi-generator.jar", "generate",
            "-i", "contract.json", "-g", "java", "--library", "native", "-o", "client",
            "--additional-properties",
            "dateLibrary=java8,openApiNullable=false,apiPackage=incidents.api,modelPackage=incidents.model,invokerPackage=incidents");
        var jars = string.Join(
            ':', new[] { "jackson-core", "jackson-databind", "jackson-annotations", "jsr305" }.Select(jar => $"/usr/share/java/{jar}.jar"));
        await tools.Run(
            "javac",
            ["-nowarn", "-d", "out", "-cp", jars, "Story.java", .. Sources(tools, "client/src/main"), .. Sources(tools, "standin")]);

        await TellTheStory(tools, "java", "-cp", "out:" + jars, "Story");
    }

    private static string[] Sources(ToolFolder tools, string folder) =>
        Directory.GetFiles(tools.File(folder), "*.java", SearchOption.AllDirectories);

    private static async Task TellTheStory(ToolFolder tools, string program, params string[] arguments)
    {
        await using var service = await RunningService.Start();
        tools["INCIDENTS_ADDRESS"] = service.Address.ToString().TrimEnd('/');
        tools["EMAIL_KEY"] = await service.Key("email", ["read", "write", "approve"]);
        tools["PHONE_KEY"] = await service.Key("phone", ["read", "write", "redeem"]);

        Assert.Equal("told", (await tools.Run(program, arguments)).Trim());
    }
}
