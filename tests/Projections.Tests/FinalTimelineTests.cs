using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Tests;

public sealed class FinalTimelineTests(AzuriteStorage azurite)
{
    private static readonly SagaOutcome _compensated = new() { Status = SagaStatus.Compensated, Step = "ChargePayment", Reason = "card expired", Undone = ["ReserveStock"] };

    [Fact]
    public async Task RecordAsync_RowsMissed_WritesEveryStepAndTheOutcome()
    {
        var saga = await NewAsync();
        await saga.RecordStepAsync(2, saga.Step(0, StepStatus.Succeeded));

        await saga.RecordAsync(9, _compensated, saga.Step(0, StepStatus.Compensated), saga.Step(1, StepStatus.Refused, error: "card expired"));

        var view = await saga.ViewAsync();
        Assert.Equal((SagaStatus.Compensated, 9, null), (view.Status, view.Sequence, view.Error));
        Assert.Equivalent(_compensated, view.Outcome, strict: true);
        Assert.Equal([(StepStatus.Compensated, null), (StepStatus.Refused, "card expired")], view.Steps.Select(step => (step.Status, step.Error)));
    }

    [Fact]
    public async Task RecordAsync_StepWrittenLater_StaysAsTheOutcomeHasIt()
    {
        var saga = await NewAsync();
        await saga.RecordAsync(9, _compensated, saga.Step(0, StepStatus.Compensated), saga.Step(1, StepStatus.Refused));

        await saga.RecordStepAsync(4, saga.Step(1, StepStatus.Running, attempts: 7), SagaStatus.Running);

        var view = await saga.ViewAsync();
        Assert.Equal((SagaStatus.Compensated, 9), (view.Status, view.Sequence));
        Assert.Equal((StepStatus.Refused, 1), (view.Steps[1].Status, view.Steps[1].Attempts));
    }

    [Fact]
    public async Task RecordAsync_Twice_LeavesTheFirst()
    {
        var saga = await NewAsync();
        await saga.RecordAsync(9, _compensated, saga.Step(0, StepStatus.Compensated), saga.Step(1, StepStatus.Refused));
        saga.Clock.Now = SagaUnderTest.Created.AddDays(1);

        await saga.RecordAsync(9, _compensated with { Reason = "again" }, saga.Step(0, StepStatus.Failed), saga.Step(1, StepStatus.Failed));

        var view = await saga.ViewAsync();
        Assert.Equal(("card expired", SagaUnderTest.Created), (view.Outcome!.Reason, view.UpdatedAt));
        Assert.Equal([StepStatus.Compensated, StepStatus.Refused], view.Steps.Select(step => step.Status));
    }

    [Fact]
    public async Task RecordAsync_SagaThatNoStarterInserted_InsertsIt()
    {
        var saga = new SagaUnderTest(azurite, "ReserveStock", "ChargePayment");

        await saga.RecordAsync(9, _compensated, saga.Step(0, StepStatus.Compensated), saga.Step(1, StepStatus.Refused));

        var view = await saga.ViewAsync();
        Assert.Equal(("order", 3, SagaStatus.Compensated, 9), (view.Name, view.Version, view.Status, view.Sequence));
        Assert.Equal(["ReserveStock", "ChargePayment"], view.Steps.Select(step => step.Name));
        Assert.Null(view.Request);
    }

    [Fact]
    public async Task RecordAsync_NinetyNineSteps_FitsOneTransactionAndKeepsTheirOrder()
    {
        string[] names = [.. Enumerable.Range(0, 99).Select(number => $"Step{number}")];
        var saga = new SagaUnderTest(azurite, names);
        await saga.InsertAsync();

        await saga.RecordAsync(1, new SagaOutcome { Status = SagaStatus.Completed }, [.. names.Select((_, ordinal) => saga.Step(ordinal, StepStatus.Succeeded))]);

        Assert.Equal(names, (await saga.ViewAsync()).Steps.Select(step => step.Name));
    }

    private async Task<SagaUnderTest> NewAsync()
    {
        var saga = new SagaUnderTest(azurite, "ReserveStock", "ChargePayment");
        await saga.InsertAsync();
        return saga;
    }
}
