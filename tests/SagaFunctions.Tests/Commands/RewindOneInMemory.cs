using DurableSagas.SagaFunctions.Bulk;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Tests.Commands;

/// <summary>In place of the rewinds themselves, for the order in which they are asked for.</summary>
public static class RewindOneInMemory
{
    [Function(nameof(RewindOne))]
    public static Task<bool> RunAsync([ActivityTrigger] BulkPlace place) => Task.FromResult(true);
}
