using System.Globalization;
using IncidentService.CommandLine;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await Commands.Root().Parse(args).InvokeAsync();
