using System.Net;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.SagaFunctions.Tests.Operating;

public sealed class SagaEventsTests(AzuriteTables azurite)
{
    [Theory]
    [InlineData("trip-1")]
    [InlineData("nobody")]
    public async Task Event_SagaEndedMeanwhile_IsAConflict(string id)
    {
        var token = TestContext.Current.CancellationToken;
        await using var side = await ReadSide.ReadSide.StartAsync(azurite);
        await side.BookAsync("trip-1");

        var problem = await Assert.ThrowsAsync<ProblemException>(() => side.Host.Client.RaiseAsync(id, CancelRequest.Event, new CancelRequest(), SagaStatus.Running, token));

        Assert.Equal((HttpStatusCode.Conflict, id), (problem.Status, problem.InstanceId));
    }
}
