namespace DurableSagas.SagaFunctions.Callers;

/// <summary>Who a caller is to the app, and what it may do.</summary>
/// <param name="Name">Null when nobody has signed in, or this app trusts no sign-in.</param>
internal sealed record Caller(string? Name, bool IsOperator, bool MayInjectFaults);
