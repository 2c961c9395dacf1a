using System.Net;
using System.Text.Json;
using DurableSagas.Functions.Faults;
using DurableSagas.Functions.Http;
using DurableSagas.Projections.Starts;
using DurableSagas.Sagas;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Starting;

/// <summary>Starts a saga once, however often it is asked to: the insert of the view is the guard, the schedule follows it.</summary>
public sealed class SagaStarter(SagaStarts starts, FaultTable faultTable)
{
    /// <exception cref="ProblemException">422: the id belongs to another request.</exception>
    public async Task StartAsync(DurableTaskClient client, SagaStart start, CancellationToken cancellationToken)
    {
        var definition = start.Saga.Definition;
        var request = JsonSerializer.Serialize(start.Request, start.Request.GetType(), SagaJson.Options);
        if (request.Length > SagaStarts.MaxRequestLength)
        {
            throw new ProblemException(HttpStatusCode.RequestEntityTooLarge, $"The request has {request.Length} characters as it is kept; {SagaStarts.MaxRequestLength} are the limit.");
        }

        var saga = new NewSaga(start.InstanceId, definition.Name, definition.Protocol, definition.Version, request, start.RequestHash, [.. definition.Steps.Select(step => step.Name)]);
        var (insert, announcement) = await starts.InsertAsync(saga, cancellationToken);
        if (insert == SagaInsert.OtherRequest)
        {
            throw new ProblemException(HttpStatusCode.UnprocessableEntity, $"The {IdempotencyKey.Header} was used before with another body.") { InstanceId = start.InstanceId };
        }

        // The retry of a start that stopped between the insert and here finds no instance, and schedules it. One that has
        // begun and has none was purged: it must not run again.
        if (insert == SagaInsert.Inserted || (insert == SagaInsert.SameRequest && await client.GetInstanceAsync(start.InstanceId, cancellationToken) is null))
        {
            await ScheduleAsync(client, start, announcement, cancellationToken);
        }
    }

    private async Task ScheduleAsync(DurableTaskClient client, SagaStart start, Announcement announcement, CancellationToken cancellationToken)
    {
        if (start.Faults is { } faults)
        {
            await faultTable.PutAsync(start.InstanceId, faults, cancellationToken);
        }

        await client.ScheduleAsync(start.InstanceId, start.Saga, start.Request, announcement, cancellationToken);
    }
}
