namespace IncidentService.Common.Outcomes;

/// <summary>The store cannot be read or written now. Nothing was stored, and the caller may try again.</summary>
internal sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
