using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace AppNamespace.Parcel;

public sealed class UndoThat(StepRunner runner)
{
    [Function(nameof(UndoThat))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<AskFor> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => throw new NotImplementedException("Say here how UndoThat undoes it; it must accept that nothing was done."), cancellationToken);
}
