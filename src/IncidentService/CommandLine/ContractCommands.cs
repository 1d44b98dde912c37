using System.CommandLine;
using IncidentService.CommandLine.Serving;
using IncidentService.Hosting;
using IncidentService.OpenApi;

namespace IncidentService.CommandLine;

internal static class ContractCommands
{
    public static Command OpenApi()
    {
        var file = new Argument<FileInfo?>("file")
        {
            Description = "The file to write; standard output by default",
            Arity = ArgumentArity.ZeroOrOne
        };
        var command = new Command("openapi", "Write the contract as OpenAPI 3.1 in YAML. Use it to update openapi.yaml.") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                return await Write(await Render(cancellation), parsed.GetValue(file), cancellation);
            }
            catch (Exception exception) when (ServeCommand.IsMisconfiguration(exception))
            {
                return await ServeCommand.Refuse(ServeCommand.Reason(exception));
            }
        });
        return command;
    }

    private static async Task<int> Write(string contract, FileInfo? target, CancellationToken cancellation)
    {
        if (target is null) Console.Write(contract);
        else if (target.Directory is { Exists: true }) await File.WriteAllTextAsync(target.FullName, contract, cancellation);
        else return await ServeCommand.Refuse($"There is no folder {target.DirectoryName}.");
        return 0;
    }

    /// <summary>Starts the service briefly on a free port, because endpoint addresses are only known after the start.</summary>
    private static async Task<string> Render(CancellationToken cancellation)
    {
        await using var app = ServiceHost.Build(["--urls", "http://127.0.0.1:0"], builder => builder.Logging.ClearProviders());
        await app.StartAsync(cancellation);
        var contract = await OpenApiContract.Render(app.Services, cancellation);
        await app.StopAsync(cancellation);
        return contract;
    }
}
