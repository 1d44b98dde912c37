using System.Diagnostics;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Runs one command of the real program to its end.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    public static Task<CommandRun> Run(RegisterLocation place, params string[] arguments) => Run(ServiceProcess.Program(place, arguments));

    /// <summary>Runs it with this text on its standard input, if any.</summary>
    public static async Task<CommandRun> Run(ProcessStartInfo start, string? input = null)
    {
        start.RedirectStandardInput = input is not null;
        using var process = Process.Start(start)!;
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Eventually.Timeout);
        }
        catch (TimeoutException)
        {
            process.Kill(); // it serves instead of ending
            throw;
        }
        return new CommandRun(process.ExitCode, await output, await errors);
    }

    /// <summary>Its output, after checking the exit code.</summary>
    public string Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Expected exit code {exitCode}, got {ExitCode}:\n{Output}\n{Errors}");
        return Output;
    }

    /// <summary>The single line with its error, after checking the exit code.</summary>
    public string ExpectOneLine(int exitCode)
    {
        Assert.Equal("", Expect(exitCode));
        return Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
