using System.Globalization;
using System.CommandLine;
using System.CommandLine.Invocation;
using IncidentService.CommandLine;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

const int WrongUsage = 2;
var parsed = Commands.Root().Parse(args);
var settings = new InvocationConfiguration { ProcessTerminationTimeout = null }; // the host finishes open requests at shutdown
var exitCode = await parsed.InvokeAsync(settings);
return parsed.Action is ParseErrorAction ? WrongUsage : exitCode;
