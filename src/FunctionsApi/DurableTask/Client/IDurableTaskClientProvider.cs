namespace Microsoft.DurableTask.Client;

/// <summary>Gives code that is no function a client of the task hub.</summary>
public interface IDurableTaskClientProvider
{
    DurableTaskClient GetClient(string? name = null);
}
