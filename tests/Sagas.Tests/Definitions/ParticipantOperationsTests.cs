using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;

namespace DurableSagas.Sagas.Tests.Definitions;

public sealed class ParticipantOperationsTests
{
    [Theory]
    [InlineData(ParticipantOperation.Action)]
    [InlineData(ParticipantOperation.Compensation)]
    [InlineData(ParticipantOperation.Try, nameof(ParticipantOperations.Asks), nameof(ParticipantOperations.Reserves))]
    [InlineData(ParticipantOperation.Confirm, nameof(ParticipantOperations.Finishes))]
    [InlineData(ParticipantOperation.Cancel, nameof(ParticipantOperations.UndoesAnAsking))]
    [InlineData(ParticipantOperation.Prepare, nameof(ParticipantOperations.Asks), nameof(ParticipantOperations.IsVotedOn))]
    [InlineData(ParticipantOperation.Commit, nameof(ParticipantOperations.Finishes), nameof(ParticipantOperations.IsForVoters))]
    [InlineData(ParticipantOperation.Abort, nameof(ParticipantOperations.UndoesAnAsking), nameof(ParticipantOperations.IsForVoters))]
    public void Operation_InItsProtocol_MeansThis(ParticipantOperation operation, params string[] meanings)
    {
        Assert.Equal(meanings.Contains(nameof(ParticipantOperations.Asks)), operation.Asks());
        Assert.Equal(meanings.Contains(nameof(ParticipantOperations.Finishes)), operation.Finishes());
        Assert.Equal(meanings.Contains(nameof(ParticipantOperations.UndoesAnAsking)), operation.UndoesAnAsking());
        Assert.Equal(meanings.Contains(nameof(ParticipantOperations.Reserves)), operation.Reserves());
        Assert.Equal(meanings.Contains(nameof(ParticipantOperations.IsVotedOn)), operation.IsVotedOn());
        Assert.Equal(meanings.Contains(nameof(ParticipantOperations.IsForVoters)), operation.IsForVoters());
    }
}
