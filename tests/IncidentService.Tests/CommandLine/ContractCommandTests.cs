using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine;

public sealed class ContractCommandTests : RegisterCommandSuite
{
    [Fact]
    public async Task Openapi_prints_the_contract_of_the_repository_and_needs_no_register()
    {
        var printed = (await Run("openapi")).Expect(0);

        Assert.True(
            await File.ReadAllTextAsync(Repository.File("openapi.yaml")) == printed, "openapi prints another contract than openapi.yaml");
        Assert.Empty(Files);
    }

    [Fact]
    public async Task Openapi_writes_the_contract_of_the_repository_into_a_file()
    {
        var said = (await Run("openapi", "contract.yaml")).Expect(0);

        Assert.Equal("", said);
        Assert.Equal(["contract.yaml"], Files);
        Assert.Equal(await File.ReadAllBytesAsync(Repository.File("openapi.yaml")), await File.ReadAllBytesAsync(Beside("contract.yaml")));
    }
}
