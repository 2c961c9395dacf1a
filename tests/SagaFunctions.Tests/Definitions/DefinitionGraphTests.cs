using System.Text.Json;
using DurableSagas.Projections.Queries;
using DurableSagas.SagaFunctions.Definitions;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.SagaFunctions.Tests.Rebuild;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Tests.Definitions;

/// <summary>The graph of a definition: what an operator's page draws.</summary>
public sealed class DefinitionGraphTests(AzuriteTables azurite)
{
    private const string Document = """
        {"protocol":"tcc","name":"trip","deadline":"PT1M","reservedFor":"PT30M","branches":[
          {"name":"flight","participant":"bank","try":{"method":"POST","path":"a"},"confirm":{"method":"POST","path":"b"},"cancel":{"method":"POST","path":"c"}}]}
        """;

    [Theory]
    [InlineData("order-fulfilment", """
        ReserveStock Compensable after[] Activity ReserveStock Action undone by Activity ReleaseStock Compensation
        ChargePayment Compensable after[ReserveStock] Activity ChargePayment Action undone by Activity RefundPayment Compensation
        ShipOrder Pivot after[ChargePayment] Activity ShipOrder Action undone by Activity CancelShipment Compensation
        SendReceipt Retriable after[ShipOrder] Activity SendReceipt Action
        """)]
    [InlineData("loyalty-membership", """
        ClerkApproval Compensable after[] Approval within 3.00:00:00
        GrantPoints Compensable after[ClerkApproval] Activity GrantPoints Action undone by Event take-points-back Compensation
        card-making Compensable after[ClerkApproval] SubSaga saga card-making undone by SubSaga card-making
        IssueCard Pivot after[GrantPoints,card-making] Activity IssueCard Action
        """)]
    [InlineData("transfer-2pc", """
        PrepareWithdrawal Compensable after[] Activity PrepareWithdrawal Prepare undone by Activity AbortWithdrawal Abort
        PrepareDeposit Compensable after[] Activity PrepareDeposit Prepare undone by Activity AbortDeposit Abort
        RecordDecision Pivot after[PrepareWithdrawal,PrepareDeposit] Activity RecordDecision undone by Activity RecordDecision
        CommitWithdrawal Retriable after[RecordDecision] Activity CommitWithdrawal Commit
        CommitDeposit Retriable after[RecordDecision] Activity CommitDeposit Commit
        """)]
    public void Graph_OfTheAppsDefinition_SaysOfEachStepWhatItIsAndWhatUndoesIt(string name, string graph) =>
        Assert.Equal(graph, Shown(Json(DefinitionView.OfSaga(EveryDefinition.OfApp.Find(name)!.Definition))));

    [Fact]
    public async Task Graph_OfADeclaredSaga_IsThatOfItsOwnDocument()
    {
        var app = await StoredApp.CreateAsync(azurite);
        var id = await app.DeclareAsync(Document);

        var (_, body) = await app.GetOfSagaAsync(id);

        Assert.Equal(("trip", "tcc", false), (body.GetProperty("name").GetString(), body.GetProperty("protocol").GetString(), body.TryGetProperty("isStored", out _)));
        Assert.Equal("""
            flight/try Compensable after[] Activity CallParticipant Try undone by Activity CallParticipant Cancel
            flight/confirm Retriable after[flight/try] Activity CallParticipant Confirm
            """, Shown(body));
    }

    [Fact]
    public async Task Graph_OfASagaWithASavePoint_HasItsPaths()
    {
        var app = await StoredApp.CreateAsync(azurite);
        var id = await app.DeclareAsync("""{"protocol":"saga","name":"pays","steps":[{"name":"card","participant":"bank","action":{"method":"POST","path":"a"},"alternatives":[[{"name":"bill","participant":"bank","action":{"method":"POST","path":"b"}}]]}]}""");

        var (_, body) = await app.GetOfSagaAsync(id);

        Assert.Equal("""[{"after":[],"paths":[["card"],["bill"]]}]""", body.GetProperty("choices").GetRawText());
    }

    [Fact]
    public async Task Graph_OfASagaThatNobodyKnows_IsNotFound()
    {
        var app = await StoredApp.CreateAsync(azurite);

        var problem = await Assert.ThrowsAsync<ProblemException>(() => app.GetOfSagaAsync("nobody"));

        Assert.Equal("There is no saga 'nobody'.", problem.Message);
    }

    private static JsonElement Json(object view) => JsonSerializer.SerializeToElement(view, SagaJson.Options);

    private static string Shown(JsonElement definition) => string.Join('\n', definition.GetProperty("steps").EnumerateArray().Select(step => string.Join(' ', Words(step))));

    private static IEnumerable<string> Words(JsonElement step)
    {
        yield return $"{step.GetProperty("name")} {step.GetProperty("kind")} after[{string.Join(',', step.GetProperty("after").EnumerateArray())}] {step.GetProperty("work")}";

        foreach (var (member, before) in new[] { ("activity", ""), ("operation", ""), ("within", "within "), ("saga", "saga "), ("compensationWork", "undone by "), ("compensation", ""), ("compensationOperation", "") })
        {
            if (step.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                yield return $"{before}{value}";
            }
        }
    }
}
