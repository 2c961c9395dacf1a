using Azure;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Tests.Tables;

public sealed class TableConflictTests
{
    [Theory]
    [InlineData(412, "UpdateConditionNotSatisfied", true)]
    [InlineData(412, "ConditionNotMet", true)]
    [InlineData(409, "EntityAlreadyExists", true)]
    [InlineData(409, "TableBeingDeleted", false)]
    [InlineData(404, "ResourceNotFound", true)]
    [InlineData(404, "EntityNotFound", true)]
    [InlineData(404, "TableNotFound", false)]
    [InlineData(400, "InvalidInput", false)]
    [InlineData(503, "ServerBusy", false)]
    [InlineData(0, null, false)]
    public void Is_EachAnswer_TellsALostRaceFromAFailure(int status, string? code, bool expected)
    {
        Assert.Equal(expected, TableConflict.Is(new RequestFailedException(status, "no", code, null)));
    }

    [Fact]
    public async Task UnlessLostAsync_Failure_IsPassedOn()
    {
        var busy = new RequestFailedException(503, "busy", "ServerBusy", null);

        Assert.Same(busy, await Assert.ThrowsAsync<RequestFailedException>(() => TableConflict.UnlessLostAsync(() => throw busy)));
    }
}
