using Azure.Storage.Queues;

namespace DurableSagas.SagaFunctions.Tests.Azurite;

/// <summary>The queues of one test: those of other tests have other prefixes, though the code under test calls them by the same names.</summary>
internal sealed class OwnQueues(string connectionString) : QueueServiceClient(connectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 })
{
    private readonly string _prefix = $"t{Guid.NewGuid():N}-";

    public override QueueClient GetQueueClient(string queueName) => base.GetQueueClient(_prefix + queueName);
}
