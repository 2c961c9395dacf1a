namespace DurableSagas.Testing.Tests.Leaves;

/// <summary>The request of a saga with an approval.</summary>
public sealed record TakeLeave(string Who = "bob", int Days = 3);
