namespace DurableSagas.Sagas.Definitions.Validation;

/// <summary>What of a definition, or of one of its steps, a fault is about.</summary>
internal enum DefinitionMember
{
    Name,
    Version,
    Deadline,
    ReservedFor,
    Steps,
    Kind,
    After,
    Action,
    Compensation,
    Attempts,
    CompensationAttempts,
}
