using DurableSagas.Projections.Tests.Azurite;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Tests;

public sealed class SagaQueriesTests(AzuriteStorage azurite)
{
    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("' or PartitionKey ne '")]
    public async Task FindAsync_UnknownId_IsNull(string id)
    {
        var known = new SagaUnderTest(azurite, "ReserveStock");
        await known.InsertAsync();

        var view = await new SagaUnderTest(azurite) { Id = id }.FindAsync();

        Assert.Null(view);
    }

    [Fact]
    public async Task FindAsync_IdWithAQuoteThatBeginsAnother_FindsItsOwnRowsOnly()
    {
        var id = $"o'{Guid.NewGuid():N}";
        var (saga, longer) = (new SagaUnderTest(azurite, "One") { Id = id }, new SagaUnderTest(azurite, "Two") { Id = $"{id}-2" });
        await longer.InsertAsync();
        await longer.RecordStepAsync(2, longer.Step(0, StepStatus.Failed));
        await saga.InsertAsync();

        await saga.RecordStepAsync(2, saga.Step(0, StepStatus.Succeeded));

        var view = await saga.ViewAsync();
        Assert.Equal([("One", StepStatus.Succeeded)], view.Steps.Select(step => (step.Name, step.Status)));
    }
}
