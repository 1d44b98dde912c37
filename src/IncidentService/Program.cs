using System.Globalization;
using System.CommandLine;
using System.CommandLine.Invocation;
using IncidentService.CommandLine;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

const int WrongUsage = 2;
var parsed = Commands.Root().Parse(args);
var settings = new InvocationConfiguration { ProcessTerminationTimeout = Commands.TimeToStop(parsed) };
var exitCode = await parsed.InvokeAsync(settings);
return parsed.Action is ParseErrorAction ? WrongUsage : exitCode;
