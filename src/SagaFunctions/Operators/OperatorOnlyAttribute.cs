namespace DurableSagas.SagaFunctions.Operators;

/// <summary>An HTTP function that operators alone may call.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperatorOnlyAttribute : Attribute;
