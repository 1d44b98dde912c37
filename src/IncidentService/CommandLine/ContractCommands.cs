using System.CommandLine;
using IncidentService.Hosting;

namespace IncidentService.CommandLine;

internal static class ContractCommands
{
    public static Command OpenApi()
    {
        var command = new Command("openapi", "Print the contract, OpenAPI 3.1 as YAML: how openapi.yaml is refreshed.");
        command.SetAction(async (_, cancellation) =>
        {
            await using var app = ServiceHost.Build([], builder => builder.Logging.ClearProviders());
            Console.Write(await Contract.Render(app.Services, cancellation));
            return 0;
        });
        return command;
    }
}
