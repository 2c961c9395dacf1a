namespace DurableSagas.SagaFunctions.Storage;

/// <summary>A queue that must exist before the first function runs, with the one that takes the messages that are given up.</summary>
public sealed record RequiredQueue(string Name)
{
    public const string PoisonSuffix = "-poison";

    public string Poison => Name + PoisonSuffix;
}
