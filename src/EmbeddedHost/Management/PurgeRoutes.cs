using DurableSagas.EmbeddedHost.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>DELETE instances/{id} and DELETE instances: forgets what has ended.</summary>
internal sealed class PurgeRoutes(IDurableEngine engine, TimeProvider time)
{
    public async Task PurgeOneAsync(ManagementRequest request)
    {
        var instance = await engine.Client.GetInstanceAsync(request.Path[1], getInputsAndOutputs: false, request.Aborted);
        if (instance is null)
        {
            await ManagementResponse.EmptyAsync(request, StatusCodes.Status404NotFound);
            return;
        }

        if (!InstanceState.HasEnded(instance.RuntimeStatus))
        {
            await ManagementResponse.TextAsync(
                request,
                StatusCodes.Status412PreconditionFailed,
                $"Orchestration '{instance.InstanceId}' is {instance.RuntimeStatus}; only one that has ended can be purged.");
            return;
        }

        var purged = await engine.Client.PurgeInstanceAsync(instance.InstanceId, request.Aborted);
        await AnswerAsync(request, purged);
    }

    public async Task PurgeManyAsync(ManagementRequest request)
    {
        if (request.Time("createdTimeFrom") is not { } from)
        {
            await ManagementResponse.TextAsync(
                request, StatusCodes.Status400BadRequest, "Please provide value for 'createdTimeFrom' parameter.");
            return;
        }

        var filter = new PurgeInstancesFilter(from, request.Time("createdTimeTo") ?? time.GetUtcNow(), request.Statuses());
        await AnswerAsync(request, await engine.Client.PurgeAllInstancesAsync(filter, request.Aborted));
    }

    private static Task AnswerAsync(ManagementRequest request, PurgeResult purged) => purged.PurgedInstanceCount == 0
        ? ManagementResponse.EmptyAsync(request, StatusCodes.Status404NotFound)
        : ManagementResponse.JsonAsync(request, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("instancesDeleted", purged.PurgedInstanceCount);
            json.WriteEndObject();
        });
}
