using System.Globalization;
using DurableTask.Core.Entities;
using DurableTask.Core.Entities.OperationFormat;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

/// <summary>Counts its operations, and tells the count; "delete" deletes it.</summary>
internal sealed class CounterEntity : TaskEntity
{
    public override Task<EntityBatchResult> ExecuteOperationBatchAsync(EntityBatchRequest operations)
    {
        var state = operations.EntityState;
        List<OperationResult> results = [];
        foreach (var operation in operations.Operations!)
        {
            state = operation.Operation == "delete" ? null : $"{int.Parse(state ?? "0", CultureInfo.InvariantCulture) + 1}";
            results.Add(new OperationResult { Result = state });
        }

        return Task.FromResult(new EntityBatchResult { Results = results, Actions = [], EntityState = state });
    }
}
