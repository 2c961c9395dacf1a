namespace DurableSagas.DurableTask.Sqlite.Instances;

/// <summary>What an instance says of itself.</summary>
internal static class CustomStatus
{
    /// <summary>How DurableTask.AzureStorage reports that an orchestrator has set none.</summary>
    public const string None = "null";
}
