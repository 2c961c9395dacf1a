using DurableSagas.SagaFunctions.Bulk;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Tests.Commands;

/// <summary>Sagas that never end.</summary>
public static class LookAfterInMemory
{
    [Function(nameof(LookAfterRewound))]
    public static Task<bool> RunAsync([ActivityTrigger] BulkPlace place) => Task.FromResult(!place.IsLastLook);
}
