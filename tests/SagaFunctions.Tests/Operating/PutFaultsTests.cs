using System.Net;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Operating;
using DurableSagas.SagaFunctions.Operators;
using DurableSagas.SagaFunctions.Starting;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;
using DurableSagas.SagaFunctions.Tests.Rebuild;

namespace DurableSagas.SagaFunctions.Tests.Operating;

public sealed class PutFaultsTests(AzuriteTables azurite)
{
    private const string OperatorKey = "operator-key-0123456789";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Faults_OfSomebodyElsesSaga_AreForbidden()
    {
        await using var side = await ReadSide.ReadSide.StartAsync(azurite);
        var key = new IdempotencyKey("mine");
        var id = key.InstanceIdFor("trip-booking");
        await side.AnnounceAsync(id);
        // No request that is forbidden gets as far as the table, and one that is not has a body that is refused.
        var put = new PutFaults(new FaultInjection(true), faults: null!, side.Queries, new DefinitionLookup(EveryDefinition.OfApp), new OperatorRule(new OperatorSettings(OperatorKey, null, false)));

        async Task<HttpStatusCode> StatusAsync(string header, string value) =>
            (await Assert.ThrowsAsync<ProblemException>(() => put.RunAsync(new Request(new Invocation(), body: "[]", method: "PUT").With(header, value), id, Token))).Status;

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("x-nothing", "none"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(IdempotencyKey.Header, "another's"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(OperatorRule.KeyHeader, "operator-key-9876543210"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(IdempotencyKey.Header, "mine"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(OperatorRule.KeyHeader, OperatorKey));
    }
}
