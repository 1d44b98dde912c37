namespace IncidentNumbers;
