using IncidentService.Tests.Infrastructure;

namespace IncidentService.Browser.Types;

/// <summary>
/// The modules of the pages, checked by TypeScript against the types that openapi.yaml gives. They are the contract's first client.
/// </summary>
public sealed class PageTypeTests
{
    [Fact]
    public async Task Every_page_module_type_checks_against_the_contract_and_the_libraries()
    {
        using var tools = await Prepare();

        await Check(tools);
    }

    [Fact]
    public async Task A_module_that_reads_a_field_unknown_to_the_contract_fails_the_type_check()
    {
        using var tools = await Prepare();
        await File.WriteAllTextAsync(
            tools.File("pages/shared/wrong.js"),
            """
            /** @param {import("./contract").components["schemas"]["Card"]} card */
            export const wrong = (card) => card.numbre;
            """);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => Check(tools));

        Assert.Contains("shared/wrong.js(2,37): error TS2551: Property 'numbre' does not exist", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<ToolFolder> Prepare()
    {
        var tools = new ToolFolder("tests", "IncidentService.Browser", "Types");
        tools.Copy(Repository.File("src", "IncidentService", "Desk", "Pages"), "pages");
        await tools.LinkNpmTools();
        await tools.RunNpmTool("openapi-typescript", Repository.File("openapi.yaml"), "-o", "pages/shared/contract.d.ts");
        return tools;
    }

    private static Task<string> Check(ToolFolder tools) => tools.Run(tools.File("node_modules/typescript-for-pages/bin/tsc"), "-p", ".");
}
