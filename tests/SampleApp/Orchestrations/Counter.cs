using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace DurableSagas.SampleApp.Orchestrations;

/// <summary>An entity that counts.</summary>
public sealed class Counter : TaskEntity<int>
{
    public void Add(int amount) => State += amount;

    public int Get() => State;

    [Function(nameof(Counter))]
    public Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(this);

    [Function("CountTo")]
    public static async Task<int> CountToAsync([OrchestrationTrigger] TaskOrchestrationContext context, int target)
    {
        var counter = new EntityInstanceId(nameof(Counter), context.InstanceId);
        for (var count = 0; count < target; count++)
        {
            await context.Entities.SignalEntityAsync(counter, nameof(Add), 1);
        }

        return await context.Entities.CallEntityAsync<int>(counter, nameof(Get));
    }
}
